import { ITEM_FIELDS } from "@opp/core/items/field-table";
import type { ContentRecord } from "@opp/core/vault-content";

const KNOWN = Object.keys(ITEM_FIELDS);
const PLACES: ReadonlyMap<string, number> = new Map(KNOWN.map((key, place) => [key, place]));

/**
 * JSON without spaces, a record's keys in the field table's order, then unknown ones by code unit: the same content is the same text.
 * Half surrogates are escaped (`\udXXX`), as JSON.stringify writes them.
 */
export const canonicalRecord = (record: ContentRecord): ContentRecord => {
  if (isCanonical(record)) return record;
  const known = KNOWN.filter((key) => Object.hasOwn(record, key));
  const others = Object.keys(record)
    .filter((key) => !Object.hasOwn(ITEM_FIELDS, key))
    .toSorted((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries([...known, ...others].map((key) => [key, record[key]]));
};

/** As records that were written here are: nothing has to be copied. */
function isCanonical(record: ContentRecord): boolean {
  let last = -1;
  for (const key of Object.keys(record)) {
    const place = PLACES.get(key);
    if (place === undefined || place < last) return false;
    last = place;
  }
  return true;
}
