import type { VaultSession } from "../vault-session.ts";
import { ask, type Reply } from "./ask.ts";
import type { Attack } from "./attack.ts";
import { countStatuses } from "./results-table.ts";
import type { World } from "./world.ts";

const CALLS = 50;
const MIB = 1024 * 1024;

/** One request that calls the procedure fifty times. */
function inOneBatch(procedure: string, inputs = ""): (world: World) => Promise<string> {
  return async ({ server, large }) => {
    const paths = Array.from({ length: CALLS }, () => procedure).join(",");
    const reply = await ask(`${server.url}/api/trpc/${paths}?batch=1${inputs}`, { headers: large.headers });
    return describe([reply]);
  };
}

/** Fifty requests at once, as no batch allows. */
const sideBySide =
  (procedure: string, account: (world: World) => VaultSession) =>
  async (world: World): Promise<string> => {
    const url = `${world.server.url}/api/trpc/${procedure}`;
    const { headers } = account(world);
    return describe(await Promise.all(Array.from({ length: CALLS }, () => ask(url, { headers }))));
  };

function describe(replies: readonly Reply[]): string {
  const slowest = Math.max(...replies.map(({ milliseconds }) => milliseconds));
  const bytes = Math.max(...replies.map((reply) => reply.bytes));
  return `${countStatuses(replies.map(({ status }) => status))}; ${(slowest / 1000).toFixed(1)} s, answers of at most ${(bytes / MIB).toFixed(1)} MiB`;
}

/** Each page as long as a page may be. */
const PAGES = encodeURIComponent(
  JSON.stringify(Object.fromEntries(Array.from({ length: CALLS }, (_, index) => [index, { limit: 5000 }]))),
);

export const vaultAttacks: readonly Attack[] = [
  {
    name: "a batch of 50 × `vault.fetchAll`, 20,000 items",
    before: "2.2 s",
    run: inOneBatch("vault.fetchAll"),
  },
  {
    name: "50 × `vault.fetchAll` side by side, 20,000 items",
    before: "",
    run: sideBySide("vault.fetchAll", ({ large }) => large),
  },
  {
    name: "a batch of 50 × `health.report`, 20,000 items",
    before: "2.6 s",
    run: inOneBatch("health.report"),
  },
  {
    name: "50 × `health.report` side by side, 20,000 items",
    before: "",
    run: sideBySide("health.report", ({ large }) => large),
  },
  {
    name: "a batch of 50 × `items.list` of 5,000 items",
    before: "",
    run: inOneBatch("items.list", `&input=${PAGES}`),
  },
  {
    name: "`health.report`, 10,000 items",
    before: "62 ms",
    async run({ server, middle }) {
      return describe([await ask(`${server.url}/api/trpc/health.report`, { headers: middle.headers })]);
    },
  },
];
