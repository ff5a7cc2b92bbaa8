import { ITEM_FIELDS } from "@opp/core/items/field-table";
import type { ContentRecord } from "@opp/core/vault-content";

const KNOWN = Object.keys(ITEM_FIELDS);

/**
 * JSON without spaces, a record's keys in the field table's order, then unknown ones by code unit: the same content is the same text.
 * Half surrogates are escaped (`\udXXX`), as JSON.stringify writes them.
 */
export const canonicalRecord = (record: ContentRecord): ContentRecord => {
  const known = KNOWN.filter((key) => Object.hasOwn(record, key));
  const others = Object.keys(record)
    .filter((key) => !Object.hasOwn(ITEM_FIELDS, key))
    .toSorted((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries([...known, ...others].map((key) => [key, record[key]]));
};
