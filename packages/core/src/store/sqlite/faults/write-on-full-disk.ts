import type Database from "better-sqlite3";
import { storageError } from "../../../errors.ts";
import { codeOf } from "./error-cause.ts";
import { withGrowthOf } from "./page-limit.ts";
import type { Reserve } from "./reserve-file.ts";
import type { StorageWatch } from "./storage-watch.ts";

/**
 * What a write may take on a full disk. ordinary: the reserve for as long as it lasts, but the file grows by no page, so it
 * succeeds where erasing has left room inside the database. essential: some pages, too: for what makes room or ends a session.
 * note: nothing, without waiting for other processes, because a read must not wait for its note.
 */
export type WriteKind = "ordinary" | "essential" | "note";

/** An item that is trashed is written a second time before the first is erased: 4 MiB for the largest. */
const GROWTH_PAGES = { ordinary: 0, essential: 1100 } as const;
const SMALL_BYTES = 1024 * 1024;
const LENT_BYTES = {
  ordinary: [Number.MAX_SAFE_INTEGER],
  // Refilling costs as much as was lent, and most of these writes are small.
  essential: [SMALL_BYTES, Number.MAX_SAFE_INTEGER],
} as const;

export interface WritePlace {
  readonly sqlite: Database.Database;
  readonly watch: StorageWatch;
  readonly reserve: Reserve;
  /** Moves the log into the database and gives its room back to the disk, as far as that goes. */
  readonly truncateLog: () => void;
  readonly busyMilliseconds: number;
}

export type Writer = <T>(work: () => T, kind?: WriteKind) => T;

/** Runs transactions, and those that find the disk full a second time in the room of the reserve. */
export function createWriter(place: WritePlace): Writer {
  const { sqlite, watch } = place;
  return (work, kind = "ordinary") => {
    const run = () => sqlite.transaction(work).immediate();
    if (sqlite.inTransaction) return run();
    watch.requirePlace();
    try {
      const result = kind === "note" ? withoutWaiting(place, run) : run();
      watch.noteWritten();
      return result;
    } catch (error) {
      if (kind === "note" || watch.note(error) !== "disk-full") throw error;
      return inReserve(place, run, { kind, first: error });
    }
  };
}

function inReserve<T>(
  place: WritePlace,
  run: () => T,
  { kind, first }: { readonly kind: keyof typeof LENT_BYTES; readonly first: unknown },
): T {
  let failure = first;
  for (const bytes of LENT_BYTES[kind]) {
    if (place.reserve.release(bytes) === 0) throw failure;
    try {
      return withGrowthOf(place.sqlite, GROWTH_PAGES[kind], run);
    } catch (error) {
      if (place.watch.note(error) !== "disk-full") throw error;
      failure = error;
    } finally {
      place.truncateLog();
      place.reserve.refill();
    }
  }
  throw failure;
}

function withoutWaiting<T>({ sqlite, busyMilliseconds }: WritePlace, run: () => T): T {
  sqlite.pragma("busy_timeout = 0");
  try {
    return run();
  } catch (error) {
    // Another process may write at this moment: not a fault worth a line in the log.
    throw codeOf(error).startsWith("SQLITE_BUSY") ? storageError("busy") : error;
  } finally {
    sqlite.pragma(`busy_timeout = ${busyMilliseconds}`);
  }
}
