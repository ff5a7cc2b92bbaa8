/** Where an item came from, kept in its sealed record, so that the same file again changes nothing. */
export interface ItemSource {
  format: string;
  /** The file's own id of the item, or a hash of what the row is about. */
  id: string;
  /** The number of the import. */
  batch: number;
  /** A hash of the item as the file had it. */
  digest: string;
}

/** null for anything else, as of another version of the program. */
export function readSource(value: unknown): ItemSource | null {
  if (typeof value !== "object" || value === null) return null;
  const of = (name: keyof ItemSource): unknown => Reflect.get(value, name);
  const [format, id, batch, digest] = [of("format"), of("id"), of("batch"), of("digest")];
  if (typeof format !== "string" || typeof id !== "string" || typeof digest !== "string") return null;
  return typeof batch === "number" ? { format, id, batch, digest } : null;
}
