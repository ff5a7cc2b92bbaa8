import type { ReadItem } from "../../model.ts";
import {
  joinList,
  OWN_CSV_COLUMNS,
  OWN_CSV_VERSION,
  type OwnCsvColumn,
  SPREADSHEET_SAFE_COLUMN,
  withApostrophe,
} from "../../parse/own-csv.ts";
import { csvRecord } from "./csv-record.ts";

export type FullCsvItem = Omit<ReadItem, "sourceId">;

export interface FullCsvOptions {
  /** No cell begins with what a spreadsheet runs as a formula. Our importer reverses it. */
  readonly spreadsheetSafe?: boolean;
}

/** Our own CSV, one record after the other. All of an item is in it but its history and its files. */
export async function* writeFullCsv(
  items: Iterable<FullCsvItem> | AsyncIterable<FullCsvItem>,
  { spreadsheetSafe = false }: FullCsvOptions = {},
): AsyncGenerator<string> {
  const record = (cells: readonly string[], mark: string) =>
    spreadsheetSafe ? csvRecord([...cells.map(withApostrophe), mark], { all: true }) : csvRecord(cells);
  yield record(OWN_CSV_COLUMNS, SPREADSHEET_SAFE_COLUMN);
  for await (const item of items) {
    const cells = cellsOf(item);
    yield record(
      OWN_CSV_COLUMNS.map((column) => cells[column]),
      "1",
    );
  }
}

function cellsOf(item: FullCsvItem): Record<OwnCsvColumn, string> {
  return {
    opp_csv: OWN_CSV_VERSION,
    kind: item.kind ?? "",
    name: item.name,
    category: joinList(item.category, "/"),
    url: item.url,
    more_urls: joinList(item.moreUrls, "\n"),
    account: item.account,
    username: item.username,
    password: item.password,
    totp: item.totp,
    notes: item.blob,
    fields: item.fields.length === 0 ? "" : JSON.stringify(item.fields),
    tags: item.tags.join(","),
    favourite: item.favourite ? "1" : "",
    trashed: item.trashed ? "1" : "",
    deleted: instant(item.deletedAt),
    created: instant(item.createdAt),
    updated: instant(item.updatedAt),
    password_changed: instant(item.passwordChangedAt),
  };
}

const instant = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? "" : new Date(milliseconds).toISOString();
