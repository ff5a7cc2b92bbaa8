import { setTimeout as sleep } from "node:timers/promises";
import { SECRETS } from "../vault-session.ts";

const WRITERS = 4;
const PATIENCE_MS = 20_000;
const PAUSE_MS = 50;

export interface WriteLog {
  /** Names of items whose creation was answered with 200, and when, in milliseconds of this process's clock. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Names of items that may have been saved: the server said so. */
  readonly unknown: readonly string[];
  /** How often each status came, with the code of a refusal. */
  readonly answers: ReadonlyMap<string, number>;
}

export interface Writers {
  /** Ends them, and reads all names that are in the vault. */
  end(): Promise<{ readonly log: WriteLog; readonly stored: readonly string[] }>;
}

/** Creates an account, and writes items through all nodes at once until it is ended. */
export async function startWriters(origins: readonly string[]): Promise<Writers> {
  let headers: Record<string, string> = {};
  const ask = async (origin: string, path: string, body?: object) => {
    const answer = await fetch(`${origin}/api/trpc/${path}`, {
      method: body ? "POST" : "GET",
      headers: { "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, json: await answer.json() };
  };
  const [first = ""] = origins;
  await ask(first, "auth.register", { username: "ada", ...SECRETS });
  const { json } = await ask(first, "auth.login", { username: "ada", ...SECRETS, expiresInSeconds: 3600 });
  headers = {
    authorization: `Bearer ${json.result.data.token}`,
    "x-opp-phrase-base64": Buffer.from(SECRETS.passphrase).toString("base64url"),
  };

  const acknowledged = new Map<string, number>();
  const unknown: string[] = [];
  const answers = new Map<string, number>();
  const ending = new AbortController();
  const write = async (writer: number) => {
    for (let number = 0; !ending.signal.aborted; number += 1) {
      const name = `writer ${writer}, item ${number}`;
      const said = await ask(origins[(writer + number) % origins.length] ?? first, "items.create", {
        items: [{ name }],
      }).then(
        ({ status, json: answer }) => (status === 200 ? "200" : `${status} ${answer.error?.data?.vaultCode}`),
        // A node that was killed answers nothing.
        () => "no answer",
      );
      answers.set(said, (answers.get(said) ?? 0) + 1);
      if (said === "200") acknowledged.set(name, performance.now());
      else {
        if (said.endsWith("OUTCOME_UNKNOWN")) unknown.push(name);
        await sleep(PAUSE_MS);
      }
    }
  };
  const working = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  return {
    async end() {
      ending.abort();
      await working;
      return { log: { acknowledged, unknown, answers }, stored: await readNames(ask, origins) };
    },
  };
}

async function readNames(
  ask: (
    origin: string,
    path: string,
  ) => Promise<{
    status: number;
    json: { result: { data: { items: { name: string }[]; nextCursor: string | null } } };
  }>,
  origins: readonly string[],
): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const input = encodeURIComponent(JSON.stringify({ limit: 5000, ...(cursor && { cursor }) }));
    const { json } = await ask(origins.at(-1) ?? "", `items.list?input=${input}`);
    names.push(...json.result.data.items.map(({ name }) => name));
    cursor = json.result.data.nextCursor;
  } while (cursor);
  return names;
}
