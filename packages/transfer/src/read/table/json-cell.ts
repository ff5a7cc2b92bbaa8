import { parseJson } from "../../parse/scan-json.ts";
import { ImportRefusal } from "../../refusal.ts";

/** JSON within a cell, under the limits of a JSON file; undefined: it can't be read. */
export function jsonCell(cell: string): unknown {
  try {
    return parseJson(cell);
  } catch (error) {
    if (error instanceof ImportRefusal) return undefined;
    throw error;
  }
}
