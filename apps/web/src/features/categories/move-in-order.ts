/** The list with one entry moved by so many places; beyond either end it stays at that end. */
export function moveInOrder<T>(list: readonly T[], entry: T, by: number): readonly T[] {
  const from = list.indexOf(entry);
  if (from === -1) return list;
  const to = Math.min(list.length - 1, Math.max(0, from + by));
  if (to === from) return list;
  const without = list.toSpliced(from, 1);
  return without.toSpliced(to, 0, entry);
}
