const lastByKey = new Map<string, Promise<unknown>>();

/** Runs pieces of work with the same key one after the other, in this process, in the order they came. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = lastByKey.get(key);
  const mine = before ? before.then(work, work) : work();
  lastByKey.set(key, mine);
  try {
    return await mine;
  } finally {
    if (lastByKey.get(key) === mine) lastByKey.delete(key);
  }
}
