import type { RecordReplacement } from "../rows.ts";

/**
 * The ids of the replacements that come too late: their row is not there (any more), has another revision than the caller saw,
 * or was sealed again in between. An id that is named twice would overtake itself.
 */
export function conflictsAmong<Id extends number>(
  replacements: readonly RecordReplacement<Id>[],
  rows: readonly { readonly id: Id; readonly revision: number; readonly sealRev: number }[],
): Id[] {
  const untouched = new Map(rows.map((row) => [row.id, row]));
  return replacements.flatMap(({ id, expectedRevision, sealed, sealRev }) => {
    const row = untouched.get(id);
    untouched.delete(id);
    if (row === undefined || row.revision !== expectedRevision) return id;
    return sealed !== undefined && sealRev <= row.sealRev ? id : [];
  });
}
