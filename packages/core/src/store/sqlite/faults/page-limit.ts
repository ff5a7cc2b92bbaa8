import type Database from "better-sqlite3";

const numberOf = (sqlite: Database.Database, pragma: string): number =>
  Number(sqlite.pragma(pragma, { simple: true }));

/** Bytes that may still be written to a database whose pages are limited. */
export function freeInside(sqlite: Database.Database): number {
  const pages =
    numberOf(sqlite, "max_page_count") - numberOf(sqlite, "page_count") + numberOf(sqlite, "freelist_count");
  return pages * numberOf(sqlite, "page_size");
}

/** Works while the database may grow by so many pages and no more. */
export function withGrowthOf<T>(sqlite: Database.Database, pages: number, run: () => T): T {
  const before = numberOf(sqlite, "max_page_count");
  sqlite.pragma(`max_page_count = ${numberOf(sqlite, "page_count") + pages}`);
  try {
    return run();
  } finally {
    sqlite.pragma(`max_page_count = ${before}`);
  }
}
