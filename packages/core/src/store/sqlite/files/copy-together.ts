import { copyFileSync, existsSync, rmSync, statSync } from "node:fs";
import { UnusableDatabaseError } from "./database-errors.ts";

const TRIES = 5;
/** A database, the journal of a cut-off transaction, and its write-ahead log. */
const ENDINGS = ["", "-journal", "-wal"];

/** Copies a database and its companions in the state of one moment. @throws UnusableDatabaseError while it is written to. */
export function copyTogether(path: string, copy: string): void {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const before = stateOf(path);
    for (const ending of ENDINGS) {
      if (existsSync(path + ending)) copyFileSync(path + ending, copy + ending);
      else rmSync(copy + ending, { force: true });
    }
    if (stateOf(path) === before) return;
  }
  throw new UnusableDatabaseError(path, "it is being written to. Stop the old server, then try again.");
}

const stateOf = (path: string): string =>
  JSON.stringify(
    ENDINGS.map((ending) => {
      const found = statSync(path + ending, { throwIfNoEntry: false, bigint: true });
      return found ? [String(found.size), String(found.mtimeNs)] : null;
    }),
  );
