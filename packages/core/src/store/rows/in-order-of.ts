/** The rows in the order of the ids; ids without a row are left out. */
export function inOrderOf<Row extends { readonly id: number }>(
  ids: readonly Row["id"][],
  rows: readonly Row[],
): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
