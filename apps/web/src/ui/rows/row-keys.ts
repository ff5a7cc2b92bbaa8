/**
 * The React key of each shown row. A row that stays keeps its key and its focus; a new one reuses the key, and so
 * the elements, of a removed one: changing some texts is far less work than creating a row. If `takeOver` is false, it
 * gets new ones, so that the focus of a removed row doesn't move to another.
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
