import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";

export interface Listener {
  close(): Promise<void>;
}

export interface Listening {
  readonly newClient: () => Client;
  readonly channel: string;
  readonly hear: (payload: string) => void;
  /** Told when some may have gone by. */
  readonly missed: () => void;
  /** Whether the server still is the one to talk to. */
  readonly isStill: (client: Client) => Promise<boolean>;
  /** Told when it isn't, or doesn't answer: the connection is to be cut. */
  readonly lost: () => void;
  /** Told why the connection can't be opened again for now. */
  readonly failed: (error: unknown) => void;
}

const PAUSE_MS = 1000;
/** How long nothing is asked, and how long an answer may take. */
const BEAT_MS = 4000;
const ANSWER_MS = 4000;

/**
 * Keeps one connection that hears what the other nodes announce. When it is lost, another is opened. As it has nothing else to do, it is
 * also the one that asks whether the server is still there: a machine that hangs, or a network that is cut, closes no connection.
 */
export async function listen({
  newClient,
  channel,
  hear,
  missed,
  isStill,
  lost,
  failed,
}: Listening): Promise<Listener> {
  const closing = new AbortController();
  let current = await open();

  async function open(): Promise<Client> {
    const client = newClient();
    client.on("error", () => undefined);
    client.on("notification", ({ payload = "" }) => hear(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    const ended = new AbortController();
    client.once("end", () => {
      ended.abort();
      void reopen();
    });
    void watch(client, ended.signal);
    return client;
  }

  async function watch(client: Client, ended: AbortSignal): Promise<void> {
    for (;;) {
      await sleep(BEAT_MS, undefined, { signal: ended, ref: false }).catch(() => undefined);
      if (ended.aborted || closing.signal.aborted) return;
      const isThere = await Promise.race([isStill(client).catch(() => false), patience(ended)]);
      if (!isThere && !ended.aborted && !closing.signal.aborted) lost();
    }
  }

  async function reopen(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await sleep(PAUSE_MS, undefined, { signal: closing.signal, ref: false });
        const opened = await open();
        // It may have been closed in between.
        if (closing.signal.aborted) return await opened.end();
        current = opened;
        return missed();
      } catch (error) {
        if (!closing.signal.aborted) failed(error);
      }
    }
  }

  /** An answer that came while this process itself was held up counts. */
  async function patience(ended: AbortSignal): Promise<false> {
    await sleep(ANSWER_MS, undefined, { signal: ended, ref: false }).catch(() => undefined);
    await nextTurn();
    return false;
  }

  return {
    async close() {
      closing.abort();
      await current.end();
    },
  };
}
