import type { ReadItem } from "../../model.ts";
import { csvRecord } from "./csv-record.ts";

export type BrowserCsvItem = Omit<ReadItem, "sourceId">;

export interface BrowserCsvOptions {
  /** A row for each of an item's addresses; otherwise only for the first. */
  readonly everyAddress?: boolean;
}

/** Why a browser can't take an item at all. */
export type BrowserLeavesOut = "in the trash" | "no web address" | "no password";

const HEADER = ["name", "url", "username", "password", "note"];

/** As Chromium's browsers read and write it; others go by the same names of columns. Passwords are unchanged: `-1+2` isn't escaped. */
export async function* writeBrowserCsv(
  items: Iterable<BrowserCsvItem> | AsyncIterable<BrowserCsvItem>,
  { everyAddress = false }: BrowserCsvOptions = {},
): AsyncGenerator<string> {
  yield csvRecord(HEADER);
  for await (const item of items) {
    if (browserLeavesOut(item) !== null) continue;
    const addresses = webAddresses(item);
    for (const url of everyAddress ? addresses : addresses.slice(0, 1))
      yield csvRecord([item.name, url, item.username, item.password, item.blob]);
  }
}

/** null: the item is in the file. */
export function browserLeavesOut(item: BrowserCsvItem): BrowserLeavesOut | null {
  if (item.trashed) return "in the trash";
  if (webAddresses(item).length === 0) return "no web address";
  return item.password === "" ? "no password" : null;
}

const webAddresses = ({ url, moreUrls }: BrowserCsvItem): string[] =>
  [url, ...moreUrls].filter((address) => /^https?:\/\//i.test(address));
