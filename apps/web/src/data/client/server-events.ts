/** What the server has to see: numbers that rise when another session changes something. */
export interface Seen {
  readonly account: number;
  readonly vaults: readonly { readonly id: number; readonly revision: number }[];
}

export type ServerNews = "session-ended" | "account-changed" | "vault-changed";

/** What following the server needs of the world. */
export interface FollowDeps {
  /** The stream, as the server answers it. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  /** The same as one answer, for where a stream doesn't come through. */
  readonly look: (signal: AbortSignal) => Promise<Response>;
  readonly later: (run: () => void, milliseconds: number) => () => void;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A stream says something at once. One that doesn't by then is held back on its way. */
const FIRST_WORD_MS = 5000;
/** The server says something every 15 seconds. */
const SILENCE_MS = 40_000;
const RETRY_MS = [1000, 2000, 5000, 10_000, 20_000, 40_000] as const;
const LOOK_EVERY_MS = 4000;
/** The way may have changed by then. */
const LOOKS_BEFORE_STREAM = 150;

/**
 * Hears what changes on the server, until it is stopped.
 * @param seen what was there when this page last looked; null: it hasn't yet
 * @returns how to stop it, which answers what was there last
 */
export function followServer(
  deps: FollowDeps,
  seen: Seen | null,
  hear: (news: ServerNews) => void,
): () => Seen | null {
  let last = seen;
  let failures = 0;
  let current = new AbortController();
  let cancel = () => {};
  let isStopped = false;

  const wait = (run: () => void, milliseconds: number) => {
    cancel();
    if (!isStopped) cancel = deps.later(run, milliseconds);
  };
  const tell = (news: ServerNews) => {
    if (isStopped) return;
    if (news === "session-ended") stop();
    hear(news);
  };
  const compare = (now: Seen) => {
    const before = last;
    last = now;
    if (!before) return;
    if (before.account !== now.account) tell("account-changed");
    const known = new Map(before.vaults.map(({ id, revision }) => [id, revision]));
    if (now.vaults.some(({ id, revision }) => known.get(id) !== revision)) tell("vault-changed");
  };
  const retry = () => {
    const pause = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 1000;
    failures += 1;
    // Not all pages at once when a server is back.
    wait(() => void stream(), pause * (0.5 + deps.random()));
  };

  function take(frame: string): void {
    const [, name, data] = /^event: ([a-z-]+)\ndata: (.*)$/.exec(frame) ?? [];
    if (name === undefined || data === undefined) return;
    failures = 0;
    const value: unknown = JSON.parse(data);
    if (name === "hello") {
      const now = asSeen(value);
      if (now) compare(now);
    } else if (name === "session-ended" || name === "account-changed") tell(name);
    else if (name === "vault-changed") {
      last = last && raised(last, value);
      tell(name);
    }
  }

  async function stream(): Promise<void> {
    current = new AbortController();
    const { signal } = current;
    let isHeldBack = true;
    const giveUp = () => current.abort();
    wait(giveUp, FIRST_WORD_MS);
    try {
      const answer = await deps.open(signal);
      if (answer.status === 401) return tell("session-ended");
      if (answer.status === 503) {
        isHeldBack = false;
        throw new Error("busy");
      }
      if (!answer.body || !answer.headers.get("content-type")?.startsWith("text/event-stream"))
        throw new Error("no stream");
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ""; ; ) {
        const { value, done } = await reader.read();
        if (done) break;
        isHeldBack = false;
        wait(giveUp, SILENCE_MS);
        const frames = (rest + value).split("\n\n");
        rest = frames.pop() ?? "";
        for (const frame of frames) take(frame);
      }
    } catch {
      // Whatever it was: the next try tells.
    }
    if (isStopped) return;
    if (isHeldBack && signal.aborted) look(LOOKS_BEFORE_STREAM);
    else retry();
  }

  function look(looksLeft: number): void {
    if (looksLeft === 0) return void stream();
    const once = async () => {
      current = new AbortController();
      const cancelTimeout = deps.later(() => current.abort(), FIRST_WORD_MS);
      try {
        const answer = await deps.look(current.signal);
        if (answer.status === 401) return tell("session-ended");
        const now = asSeen(await answer.json());
        if (now) compare(now);
      } catch {
        // Whatever it was: the next look tells.
      } finally {
        cancelTimeout();
      }
      wait(() => look(looksLeft - 1), LOOK_EVERY_MS);
    };
    void once();
  }

  function stop(): Seen | null {
    isStopped = true;
    cancel();
    current.abort();
    return last;
  }

  void stream();
  return stop;
}

const read = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);

function asSeen(value: unknown): Seen | null {
  const [account, vaults] = [read(value, "account"), read(value, "vaults")];
  if (typeof account !== "number" || !Array.isArray(vaults)) return null;
  const known = vaults.flatMap((vault: unknown) => {
    const [id, revision] = [read(vault, "id"), read(vault, "revision")];
    return typeof id === "number" && typeof revision === "number" ? [{ id, revision }] : [];
  });
  return { account, vaults: known };
}

/** What is seen once one vault has changed. */
function raised(seen: Seen, change: unknown): Seen {
  const [vaultId, revision] = [read(change, "vaultId"), read(change, "revision")];
  if (typeof revision !== "number") return seen;
  return {
    ...seen,
    vaults: seen.vaults.map((vault) => (vault.id === vaultId ? { ...vault, revision } : vault)),
  };
}
