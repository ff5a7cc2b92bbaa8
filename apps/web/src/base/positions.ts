export interface Positioned<T> {
  readonly value: T;
  readonly position: number;
}

/** Each with its position, which is its React key where entries have no other identity: two may be alike, and change while edited. */
export function positioned<T>(list: readonly T[]): readonly Positioned<T>[] {
  return list.map((value, position) => ({ value, position }));
}
