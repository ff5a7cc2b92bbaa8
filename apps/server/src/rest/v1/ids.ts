/** An id as v1's clients write it, `1` or `"1"`. null: it can't be anything's. */
export function readId(value: unknown): number | null {
  if (typeof value === "string") return /^\d{1,15}$/.test(value) ? readId(Number(value)) : null;
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** The ids of a list, each once; what can't be an id is passed over, as an unknown one is. */
export const readIds = (list: readonly unknown[]): number[] => [
  ...new Set(list.flatMap((value) => readId(value) ?? [])),
];
