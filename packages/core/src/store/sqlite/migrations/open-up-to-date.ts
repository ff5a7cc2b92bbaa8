import { setTimeout as sleep } from "node:timers/promises";
import type Database from "better-sqlite3";
import { DatabaseInUseError, explained } from "../files/database-errors.ts";
import { followLinks } from "../files/follow-links.ts";
import { BUSY_MILLISECONDS, openDatabase } from "../files/open-database.ts";
import { lockDatabase, type ProcessLock, tryLock } from "../files/process-lock.ts";
import { isUpToDate, migrate } from "./migrate.ts";

export interface StorePlace {
  readonly path: string;
  /** This package's `drizzle/`, named by the caller because a bundle isn't next to it. */
  readonly migrationsFolder: string;
}

interface LockedDatabase {
  readonly sqlite: Database.Database;
  readonly lock: ProcessLock;
}

const PAUSE_MILLISECONDS = 20;

/**
 * Opens the database under a shared lock, which is held from before the file is opened: a restore puts another in its place.
 * Where the schema is behind, it is brought up to date by whichever process gets the database alone first.
 * @throws NewerSchemaError, UnusableDatabaseError, DatabaseInUseError
 */
export async function openUpToDate(asked: StorePlace): Promise<LockedDatabase> {
  const place = { ...asked, path: followLinks(asked.path) };
  const deadline = performance.now() + BUSY_MILLISECONDS;
  for (;;) {
    const lock = await lockDatabase(place.path, "shared", BUSY_MILLISECONDS).catch((error: unknown) => {
      throw explained(error, place.path);
    });
    const opened = openUnder(lock, place, (sqlite) => isUpToDate(sqlite, place.path, place.migrationsFolder));
    if (opened.answer) return opened;
    close(opened);
    const alone = tryLock(place.path, "alone");
    if (alone !== null) {
      close(openUnder(alone, place, (sqlite) => migrate(sqlite, place.path, place.migrationsFolder)));
    } else {
      if (performance.now() > deadline) throw new DatabaseInUseError(place.path, "alone");
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

/** Lets go of everything when the database can't be opened or the look at it fails. */
function openUnder<T>(
  lock: ProcessLock,
  { path }: StorePlace,
  look: (sqlite: Database.Database) => T,
): LockedDatabase & { answer: T } {
  let sqlite: Database.Database | null = null;
  try {
    sqlite = openDatabase(path);
    return { sqlite, lock, answer: look(sqlite) };
  } catch (error) {
    sqlite?.close();
    lock.release();
    throw explained(error, path);
  }
}

function close({ sqlite, lock }: LockedDatabase): void {
  sqlite.close();
  lock.release();
}
