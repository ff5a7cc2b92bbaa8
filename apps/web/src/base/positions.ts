export interface Positioned<T> {
  readonly value: T;
  readonly position: number;
}

/** Pairs each entry with its position, which is the React key of entries without an identity: two may be equal, and change while edited. */
export function positioned<T>(list: readonly T[]): readonly Positioned<T>[] {
  return list.map((value, position) => ({ value, position }));
}
