import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";

export interface Listener {
  close(): Promise<void>;
}

const PAUSE_MS = 1000;

/**
 * Keeps one connection that hears what the other nodes announce. When it is lost, another is opened, and `missed` says that some
 * may have gone by.
 */
export async function listen(
  newClient: () => Client,
  channel: string,
  { hear, missed }: { readonly hear: (payload: string) => void; readonly missed: () => void },
): Promise<Listener> {
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
    client.once("end", () => void reopen());
    return client;
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
      } catch {
        // The server isn't back yet.
      }
    }
  }

  return {
    async close() {
      closing.abort();
      await current.end();
    },
  };
}
