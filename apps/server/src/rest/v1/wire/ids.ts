/** `1`, not `0`, and few enough to be a number exactly. */
export const ID_DIGITS = /^0*[1-9]\d{0,14}$/;

/** The ids of a list, as v1's clients write them, `1` or `"1"`, each once; what can't be an id is passed over, as an unknown one is. */
export const readIds = (list: readonly unknown[]): number[] => [
  ...new Set(list.flatMap((value) => readId(value) ?? [])),
];

function readId(value: unknown): number | null {
  if (typeof value === "string") return ID_DIGITS.test(value) ? Number(value) : null;
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
}
