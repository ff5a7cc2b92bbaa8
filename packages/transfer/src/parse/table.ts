import type { Encoding } from "../table-choices.ts";

/** A parsed table: records with their number in the file, the header's being 1. */
export interface TableRecord {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What the report says of a table's text: of its encoding, or of one row. */
export interface TableNotice {
  readonly about: string;
  readonly row?: number;
}

export interface Table {
  readonly encoding: Encoding;
  readonly separator: string;
  readonly records: readonly TableRecord[];
  readonly notices: readonly TableNotice[];
}
