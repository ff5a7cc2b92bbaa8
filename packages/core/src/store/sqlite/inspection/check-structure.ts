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
    return problems.length > 0
      ? problems
      : [...checkReferences(sqlite), ...checkVaults(sqlite), ...checkCounters(sqlite)];
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

/** No version makes any. One that someone put in would continue working here: undo a change, keep what is erased. */
function checkForPrograms(sqlite: Database.Database): FoundProblem[] {
  return sqlite
    .prepare<[], string>("SELECT type FROM sqlite_schema WHERE type IN ('trigger', 'view')")
    .pluck()
    .all()
    .slice(0, MOST_PROBLEMS)
    .map((type) => ({
      table: null,
      id: null,
      problem: `contains a ${type}, which this program never creates`,
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
      problem: `refers to a missing row of ${parent}`,
    }));
}

/** Each account has a personal vault of its number, whose one member it is, as its manager. */
const VAULT_FAULTS = [
  {
    table: "users",
    ids: "SELECT u.id FROM users u JOIN vaults v ON v.id = u.id WHERE v.kind <> 'personal' ORDER BY u.id",
    problem: "has a vault of its number that isn't its own",
  },
  {
    table: "users",
    ids: "SELECT id FROM users u WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.vault_id = u.id AND m.user_id = u.id AND m.role = 'manager' AND m.state = 'member') ORDER BY id",
    problem: "isn't the manager of its own vault",
  },
  {
    table: "vaults",
    ids: "SELECT id FROM vaults v WHERE kind = 'personal' AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = v.id) ORDER BY id",
    problem: "is a personal vault of no account",
  },
  {
    table: "vaults",
    ids: "SELECT DISTINCT v.id FROM vaults v JOIN memberships m ON m.vault_id = v.id WHERE v.kind = 'personal' AND m.user_id <> v.id ORDER BY v.id",
    problem: "is a personal vault with another member",
  },
];

function checkVaults(sqlite: Database.Database): FoundProblem[] {
  if (!hasVaults(sqlite)) return [];
  return VAULT_FAULTS.flatMap(({ table, ids, problem }) =>
    sqlite
      .prepare<[], number>(ids)
      .pluck()
      .all()
      .slice(0, MOST_PROBLEMS)
      .map((id) => ({ table, id, problem })),
  );
}

/** Older schemas have none: an account was its own vault. */
export const hasVaults = (sqlite: Database.Database): boolean =>
  sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'vaults'").get() !== undefined;

/** An id above its counter would be given out a second time. */
function checkCounters(sqlite: Database.Database): FoundProblem[] {
  const valueOf = sqlite.prepare<[string], number>("SELECT value FROM counters WHERE name = ?").pluck();
  return COUNTER_NAMES.flatMap((name) => {
    const tables = name === "users" && hasVaults(sqlite) ? ["users", "vaults"] : [name];
    const highest = Math.max(...tables.map((table) => highestId(sqlite, table)));
    const value = valueOf.get(name);
    if (value !== undefined && value >= highest) return [];
    return [{ table: "counters", id: null, problem: `the counter of ${name} is lower than its ids` }];
  });
}

const highestId = (sqlite: Database.Database, table: string): number =>
  sqlite.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0;
