import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { MoveError } from "../../moving/move-error.ts";
import type { ContentsSource } from "../../moving/table-contents.ts";
import { explained } from "../files/database-errors.ts";
import { followLinks } from "../files/follow-links.ts";
import { lockDatabase } from "../files/process-lock.ts";
import { isUpToDate } from "../migrations/migrate.ts";
import type { StorePlace } from "../migrations/open-up-to-date.ts";
import { sqliteContents } from "./sqlite-contents.ts";

/** A command that is about to end is waited for, a server isn't. */
export const WAIT_MILLISECONDS = 500;

/**
 * Gives `take` the rows of a database that no other process has open. Nothing is written to its file.
 * @throws MoveError, NewerSchemaError, DatabaseInUseError
 */
export async function withContents<T>(
  { path: named, migrationsFolder }: StorePlace,
  take: (source: ContentsSource) => Promise<T>,
): Promise<T> {
  const path = followLinks(named);
  statSync(path);
  const lock = await lockDatabase(path, "alone", WAIT_MILLISECONDS);
  try {
    const sqlite = new Database(path, { readonly: true });
    try {
      sqlite.pragma("trusted_schema = OFF");
      sqlite.exec("BEGIN");
      if (!isUpToDate(sqlite, path, migrationsFolder))
        throw new MoveError(
          "older",
          `${path} was written by an older version. Start the server once with it, stop it, then try again.`,
        );
      return await take(sqliteContents(sqlite));
    } finally {
      sqlite.close();
    }
  } catch (error) {
    throw explained(error, path);
  } finally {
    lock.release();
  }
}
