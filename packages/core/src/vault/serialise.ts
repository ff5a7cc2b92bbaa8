import type { Serialise } from "./deps.ts";

/** Queues in the memory of this process. Several processes that share accounts need queues that they share, too. */
export function createSerialise(): Serialise {
  const lastByKey = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = lastByKey.get(key);
    const mine = before ? before.then(work, work) : work();
    lastByKey.set(key, mine);
    try {
      return await mine;
    } finally {
      if (lastByKey.get(key) === mine) lastByKey.delete(key);
    }
  };
}
