/** What a request's body may bring. */
export interface BodyClass {
  readonly maxBytes: number;
  /** Values in its JSON: elements, members, lists and objects. */
  readonly maxValues: number;
}

const MIB = 1024 * 1024;

/** A procedure names its class where it is defined; without one it is "small". A batch may bring what its calls may, together. */
export const BODY_CLASSES = {
  small: { maxBytes: 64 * 1024, maxValues: 10_000 },
  /** As many ids as one call takes. */
  ids: { maxBytes: 4 * MIB, maxValues: 200_000 },
  /** One item with every field at its limit. */
  item: { maxBytes: 16 * MIB, maxValues: 10_000 },
  /** As large as the configuration allows. A hundred thousand items with every field that items usually have. */
  bulk: { maxBytes: Number.POSITIVE_INFINITY, maxValues: 3_000_000 },
} as const satisfies Record<string, BodyClass>;

export type BodyClassName = keyof typeof BODY_CLASSES;

export const isBodyClassName = (name: unknown): name is BodyClassName =>
  typeof name === "string" && Object.hasOwn(BODY_CLASSES, name);
