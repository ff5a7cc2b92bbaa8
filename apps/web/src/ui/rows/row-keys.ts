/**
 * React's key for each row shown. A row that stays keeps its key, and its focus; one that comes takes over the key, and so
 * the elements, of one that goes: to change some texts is a fraction of the work of making a row. Where `takeOver` is false it
 * gets new ones, so that a focus that goes with its row doesn't turn up on another.
 */
export function keysForRows(
  before: ReadonlyMap<number, number>,
  ids: readonly number[],
  takeOver: boolean,
): ReadonlyMap<number, number> {
  if (before.size === ids.length && ids.every((id) => before.has(id))) return before;
  const shown = new Set(ids);
  const free = takeOver ? [...before].filter(([id]) => !shown.has(id)).map(([, key]) => key) : [];
  let last = Math.max(0, ...before.values());
  let at = 0;
  return new Map(
    ids.map((id) => {
      const key = before.get(id) ?? free[at++] ?? (last += 1);
      return [id, key];
    }),
  );
}
