import type { Reader } from "../reader.ts";
import { shapeOf } from "../shape-of.ts";
import { readMapped } from "./read-table.ts";

const FORMAT = "csv";
/** Records that are looked at to tell a table from prose. */
const LOOK_ROWS = 50;

/** Any table: its columns are guessed, and the guess is for the owner to see. */
export const genericCsv: Reader = {
  format: FORMAT,
  recognise: (look) => {
    if (look.shape !== "table") return false;
    const records = look.table.records.slice(0, LOOK_ROWS);
    return records.length > 0 && records.filter(({ cells }) => cells.length > 1).length * 2 > records.length;
  },
  read: (look) => readMapped(shapeOf(look, "table", FORMAT).table, {}),
};
