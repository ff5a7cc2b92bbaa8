export interface Placed<T> {
  readonly value: T;
  readonly place: number;
}

/** Each with its place, which is its React key where entries have no other identity: two may be alike, and change while edited. */
export function placed<T>(list: readonly T[]): readonly Placed<T>[] {
  return list.map((value, place) => ({ value, place }));
}
