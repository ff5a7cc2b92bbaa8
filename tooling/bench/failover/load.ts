import { setTimeout as sleep } from "node:timers/promises";
import { createVisitor, type Reply, type Visitor } from "../deploy/visitor.ts";

const CREATORS = 3;
const CHANGERS = 2;
const READERS = 2;
const PAUSE_MS = 40;
/** No answer may take so long. */
const PATIENCE_MS = 60_000;

/** What came back, as far as it matters here. */
type Kind = "done" | "unknown" | "later" | "conflict" | "cut" | "ended" | "500" | "wrong";

export interface Tally {
  /** When each write was acknowledged, in milliseconds of this process's clock, in order. */
  readonly acknowledged: readonly number[];
  readonly lost: number;
  readonly doubled: number;
  readonly wentBack: number;
  /** How often each kind of answer came. */
  readonly answers: ReadonlyMap<Kind, number>;
  readonly requests: number;
  readonly slowestMs: number;
  /** A few of the answers that should never come. */
  readonly examples: readonly string[];
}

export interface Load {
  /** Ends it, and compares what was acknowledged with what the vault holds. */
  end(): Promise<Tally>;
}

/** One item that is changed again and again, and the newest revision that was answered. */
interface Changed {
  readonly id: number;
  known: number;
  /** The outcome of the last change isn't known: the next one may conflict. */
  isUncertain: boolean;
}

/** An account, and people who create, change and read at once through the proxy. */
export async function startLoad(origin: string, username: string): Promise<Load> {
  const visitor = createVisitor(origin);
  await again(() => visitor.enter(username));
  const items: Changed[] = [];
  for (let number = 0; number < CHANGERS; number += 1)
    items.push(await again(() => createChanged(visitor, number)));

  const answers = new Map<Kind, number>();
  const acknowledged: number[] = [];
  const names = new Set<string>();
  const revisions = new Set<string>();
  const examples: string[] = [];
  let wentBack = 0;
  let doubled = 0;
  let slowestMs = 0;
  let requests = 0;
  const ending = new AbortController();

  const goBack = (how: string) => {
    wentBack += 1;
    examples.push(how);
  };
  const ask = async (path: string, input?: object): Promise<{ kind: Kind; data: unknown }> => {
    const began = performance.now();
    requests += 1;
    const question = input === undefined ? {} : { body: JSON.stringify(input) };
    const patience = new AbortController();
    const reply = await Promise.race([
      visitor.ask(`/api/trpc/${path}`, question).catch((error: unknown) => String(error)),
      sleep(PATIENCE_MS, "no answer", { signal: patience.signal }).catch(() => "no answer"),
    ]);
    patience.abort();
    slowestMs = Math.max(slowestMs, performance.now() - began);
    const kind = kindOf(reply);
    answers.set(kind, (answers.get(kind) ?? 0) + 1);
    if ((kind === "500" || kind === "wrong" || kind === "ended") && examples.length < 5)
      examples.push(
        `${path.slice(0, 20)}: ${typeof reply === "string" ? reply : `${reply.status} ${reply.text.slice(0, 300)}`}`,
      );
    if (kind === "done")
      return { kind, data: typeof reply === "string" ? null : JSON.parse(reply.text).result.data };
    await sleep(PAUSE_MS * 3);
    return { kind, data: null };
  };
  const read = (id: number) => ask(`items.get?input=${encodeURIComponent(JSON.stringify({ id }))}`);

  async function create(creator: number): Promise<void> {
    for (let number = 0; !ending.signal.aborted; number += 1) {
      const name = `creator ${creator}, item ${number}`;
      const { kind } = await ask("items.create", { items: [{ name }] });
      if (kind === "done") {
        acknowledged.push(performance.now());
        names.add(name);
      }
      await sleep(PAUSE_MS);
    }
  }

  async function change(item: Changed): Promise<void> {
    for (let number = 1; !ending.signal.aborted; number += 1) {
      const { known: revision, id } = item;
      const { kind, data } = await ask("items.update", {
        items: [{ id, revision, name: `change ${number} of ${id}` }],
      });
      if (kind === "done") {
        acknowledged.push(performance.now());
        const now = revisionOf(firstOf(data));
        if (revisions.has(`${id}:${now}`)) doubled += 1;
        if (now <= revision) goBack(`a change of revision ${revision} became ${now}`);
        revisions.add(`${id}:${now}`);
        item.known = Math.max(item.known, now);
        item.isUncertain = false;
      } else {
        if (kind === "conflict" && !item.isUncertain)
          examples.push(`a conflict without a cause, at revision ${revision}`);
        item.isUncertain = true;
        const found = await read(id);
        if (found.kind === "done") {
          const now = revisionOf(found.data);
          if (now < item.known) goBack(`after ${kind}, ${item.known} became ${now}`);
          item.known = Math.max(item.known, now);
        }
      }
      await sleep(PAUSE_MS);
    }
  }

  async function look(): Promise<void> {
    for (let number = 0; !ending.signal.aborted; number += 1) {
      const item = items[number % items.length];
      if (!item) return;
      const known = item.known;
      const { kind, data } = await read(item.id);
      if (kind === "done" && revisionOf(data) < known)
        goBack(`a reader saw ${revisionOf(data)} after ${known}`);
      await sleep(PAUSE_MS);
    }
  }

  const working = Promise.all([
    ...Array.from({ length: CREATORS }, (_, creator) => create(creator)),
    ...items.map(change),
    ...Array.from({ length: READERS }, look),
  ]);
  return {
    async end() {
      ending.abort();
      await working;
      const stored = await again(() => readNames(visitor));
      const there = new Set(stored);
      const lost = [...names].filter((name) => !there.has(name)).length;
      const twice = stored.length - there.size;
      if (twice > 0) {
        const second = stored.filter((name, index) => stored.indexOf(name) !== index);
        examples.push(`created twice: ${second.slice(0, 3).join(", ")}`);
      }
      doubled += twice;
      for (const item of items) {
        const { data } = await read(item.id);
        if (revisionOf(data) < item.known) goBack(`in the end, ${item.known} was ${revisionOf(data)}`);
      }
      await visitor[Symbol.asyncDispose]();
      acknowledged.sort((a, b) => a - b);
      return { acknowledged, lost, doubled, wentBack, answers, requests, slowestMs, examples };
    },
  };
}

function kindOf(reply: Reply | string): Kind {
  // When a node dies under a request, HAProxy closes the connection, as the node did.
  if (typeof reply === "string") return reply.includes("socket hang up") ? "cut" : "wrong";
  const { status, text, headers } = reply;
  if (status === 200) return "done";
  if (status === 500) return "500";
  if (status === 401) return "ended";
  if (status === 409) return "conflict";
  if (status === 502) return "cut";
  // A disk that is full: reading works, and writing again may.
  if (status === 507) return "later";
  if (status === 503 && text.includes("OUTCOME_UNKNOWN")) return "unknown";
  return status === 503 && headers["retry-after"] !== undefined ? "later" : "wrong";
}

const listOf = (answer: unknown, name: string): readonly unknown[] => {
  const list: unknown = Reflect.get(Object(answer), name);
  return Array.isArray(list) ? list : [];
};
const firstOf = (answer: unknown): unknown => listOf(answer, "items")[0];
const revisionOf = (item: unknown): number => Number(Reflect.get(Object(item), "revision"));

async function createChanged(visitor: Visitor, number: number): Promise<Changed> {
  const made = firstOf(
    await visitor.call("items.create", {
      // What is tried again after an unknown outcome may be there twice.
      items: [{ name: `changed ${number}, ${Math.random()}` }],
    }),
  );
  return { id: Number(Reflect.get(Object(made), "id")), known: revisionOf(made), isUncertain: false };
}

/** In pages, as the list is read. */
async function readNames(visitor: Visitor): Promise<string[]> {
  const names: string[] = [];
  let cursor: unknown = null;
  do {
    const input = encodeURIComponent(JSON.stringify({ limit: 5000, ...(cursor ? { cursor } : {}) }));
    const page = await visitor.call(`items.list?input=${input}`);
    names.push(...listOf(page, "items").map((item) => String(Reflect.get(Object(item), "name"))));
    cursor = Reflect.get(Object(page), "nextCursor");
  } while (cursor);
  return names;
}

/** Before and after a fault, when the cluster may still be catching its breath. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1)
    try {
      return await work();
    } catch (error) {
      if (tried === 40) throw error;
      await sleep(1000);
    }
}
