import Database from "better-sqlite3";
import type { FoundProblem } from "../../inspection.ts";
import { COUNTER_NAMES } from "../tables/connection.ts";

/** As many as are told of one table's kind: a file that is damaged through and through has millions. */
const MOST_PROBLEMS = 100;

/** Looks at pages, indexes, constraints, triggers, references and counters; no sealed record is looked into. */
export function checkStructure(sqlite: Database.Database): FoundProblem[] {
  try {
    const problems = [...checkPages(sqlite), ...checkForPrograms(sqlite)];
    // References can't be followed where the tables themselves are broken.
    return problems.length > 0 ? problems : [...checkReferences(sqlite), ...checkCounters(sqlite)];
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return [{ table: null, id: null, problem: `SQLite can't read it (${error.code})` }];
  }
}

function checkPages(sqlite: Database.Database): FoundProblem[] {
  return sqlite
    .prepare<[], string>(`PRAGMA integrity_check(${MOST_PROBLEMS})`)
    .pluck()
    .all()
    .filter((line) => line !== "ok")
    .map((problem) => ({ table: null, id: null, problem }));
}

/** No version makes any. One that somebody put in would go on working here: undo a change, keep what is erased. */
function checkForPrograms(sqlite: Database.Database): FoundProblem[] {
  return sqlite
    .prepare<[], string>("SELECT type FROM sqlite_schema WHERE type IN ('trigger', 'view')")
    .pluck()
    .all()
    .slice(0, MOST_PROBLEMS)
    .map((type) => ({
      table: null,
      id: null,
      problem: `a ${type} is in it, which this program never makes`,
    }));
}

function checkReferences(sqlite: Database.Database): FoundProblem[] {
  return sqlite
    .prepare<[], { table: string; rowid: number; parent: string }>("PRAGMA foreign_key_check")
    .all()
    .slice(0, MOST_PROBLEMS)
    .map(({ table, rowid, parent }) => ({
      table,
      id: rowid,
      problem: `refers to a row of ${parent} that isn't there`,
    }));
}

/** An id above its counter would be given out a second time. */
function checkCounters(sqlite: Database.Database): FoundProblem[] {
  const valueOf = sqlite.prepare<[string], number>("SELECT value FROM counters WHERE name = ?").pluck();
  return COUNTER_NAMES.flatMap((name) => {
    const highest = sqlite.prepare<[], number | null>(`SELECT max(id) FROM ${name}`).pluck().get() ?? 0;
    const value = valueOf.get(name);
    if (value !== undefined && value >= highest) return [];
    return [{ table: "counters", id: null, problem: `the counter of ${name} is behind its ids` }];
  });
}
