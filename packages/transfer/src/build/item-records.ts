import { isRecord, list, type UnknownRecord } from "../parse/unknown-values.ts";
import type { ItemCollector } from "./collect-items.ts";

/** The items of a list; an entry that can't be one costs that entry, and the report counts them. */
export function itemRecords(value: unknown, { note }: ItemCollector): UnknownRecord[] {
  const entries = list(value);
  const records = entries.filter(isRecord);
  const lost = entries.length - records.length;
  if (lost > 0) note("left-out", `${lost} of ${entries.length} entries of the list aren't items`);
  return records;
}
