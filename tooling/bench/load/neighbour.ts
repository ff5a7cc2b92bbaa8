import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { percentile } from "../statistics.ts";

/** What another logged-in user's small requests saw. */
export interface Waits {
  readonly count: number;
  readonly failed: number;
  /** In milliseconds. */
  readonly longest: number;
  /** What 99 of 100 requests didn't exceed, in milliseconds. */
  readonly most: number;
}

export interface Neighbour extends AsyncDisposable {
  /** What the requests saw since this was last asked. */
  waits(): Promise<Waits>;
}

/** A user who reads the list of categories again and again, from a separate address. */
export function startNeighbour(url: string, headers: Record<string, string>, from: string): Neighbour {
  const thread = new Worker(join(import.meta.dirname, "neighbour-thread.ts"), {
    workerData: { url: `${url}/api/trpc/categories.list`, headers, from },
  });
  return {
    async waits() {
      const answer = once(thread, "message");
      thread.postMessage("waits");
      const [seen] = await answer;
      return summarize(seen);
    },
    async [Symbol.asyncDispose]() {
      await thread.terminate();
    },
  };
}

export function summarize({
  waits,
  failed,
}: {
  readonly waits: readonly number[];
  readonly failed: number;
}): Waits {
  return { count: waits.length, failed, longest: percentile(waits, 1), most: percentile(waits, 0.99) };
}
