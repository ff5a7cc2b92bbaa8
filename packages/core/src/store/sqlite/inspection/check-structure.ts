import Database from "better-sqlite3";
import type { FoundProblem } from "../../inspection.ts";
import { BLOCK_IDS, ID_KINDS, type IdKind } from "../../rows/id-kinds.ts";
import { hasTable } from "../files/has-table.ts";

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
export const hasVaults = (sqlite: Database.Database): boolean => hasTable(sqlite, "vaults");

/** An id above its counter would be given out a second time. Older schemas counted each kind for all vaults together. */
function checkCounters(sqlite: Database.Database): FoundProblem[] {
  const valueOf = sqlite.prepare<[string], number>("SELECT value FROM counters WHERE name = ?").pluck();
  const isLow = (name: string, highest: number) => (valueOf.get(name) ?? -1) < highest;
  const userTables = hasVaults(sqlite) ? ["users", "vaults"] : ["users"];
  const areUsersLow = isLow("users", Math.max(...userTables.map((table) => highestId(sqlite, table))));
  const kinds = ID_KINDS.filter((kind) => hasTable(sqlite, kind));
  const low = hasTable(sqlite, "id_ranges")
    ? kinds.filter((kind) => isRangeLow(sqlite, kind) || isLow("id_blocks", blocksUsed(sqlite, kind)))
    : kinds.filter((kind) => isLow(kind, highestId(sqlite, kind)));
  return [...(areUsersLow ? ["users"] : []), ...low].map((name) => ({
    table: "counters",
    id: null,
    problem: `the counter of ${name} is lower than its ids`,
  }));
}

/** Whether a row has an id that a vault has yet to give out. */
const isRangeLow = (sqlite: Database.Database, kind: IdKind): boolean =>
  sqlite
    .prepare(
      `SELECT 1 FROM id_ranges r WHERE r.kind = ? AND EXISTS (SELECT 1 FROM ${kind} t WHERE t.id > r.last AND t.id <= r.highest)`,
    )
    .get(kind) !== undefined;

/** The blocks that rows and ranges of a kind reach into. */
function blocksUsed(sqlite: Database.Database, kind: IdKind): number {
  const highest =
    sqlite
      .prepare<[string], number | null>("SELECT max(highest) FROM id_ranges WHERE kind = ?")
      .pluck()
      .get(kind) ?? 0;
  return Math.ceil(Math.max(highest, highestId(sqlite, kind)) / BLOCK_IDS);
}

const highestId = (sqlite: Database.Database, table: string): number =>
  sqlite.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0;
