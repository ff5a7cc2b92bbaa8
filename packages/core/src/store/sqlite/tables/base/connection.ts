import type Database from "better-sqlite3";
import { is, Placeholder, type SQL, sql } from "drizzle-orm";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { VaultId } from "../../../../ids.ts";
import { BLOCK_IDS, type CounterName, ID_KINDS, type IdKind } from "../../../rows/id-kinds.ts";
import type { Writer } from "../../faults/write-on-full-disk.ts";
import { counters, idRanges } from "../schema/schema.ts";
import { type ChangeNotes, createChangeNotes } from "./change-notes.ts";

/** One open database, with the few things that every sub-store does in the same way. */
export interface Connection {
  readonly sqlite: Database.Database;
  readonly db: BetterSQLite3Database;
  /** One transaction; takes the write lock at its begin, so that what it reads is still so when it writes. It may run twice. */
  readonly write: Writer;
  /** Notes a change in its transaction, and announces it after the commit. */
  readonly note: ChangeNotes["note"];
  readonly watch: ChangeNotes["watch"];
  /** One read transaction: several statements see the same state. */
  snapshot<T>(work: () => T): T;
  /** Raises the counter by `count` and answers the first of the ids that are now taken. */
  reserve(kind: CounterName, count: number): number;
  /** The same of a vault's own ids. A vault that has none yet takes a block. */
  reserveIn(vaultId: VaultId, kind: IdKind, count: number): number;
}

export function connect(sqlite: Database.Database, writer: Writer): Connection {
  const db = drizzle({ client: sqlite });
  const raise = compile<[value: number]>(
    sqlite,
    db
      .update(counters)
      .set({ value: sql`${counters.value} + ${bound("count")}` })
      .where(sql`${counters.name} = ${bound("kind")}`)
      .returning({ value: counters.value }),
  );
  const raiseRange = compile<[last: number]>(
    sqlite,
    db
      .update(idRanges)
      .set({ last: sql`${idRanges.last} + ${bound("count")}` })
      .where(
        sql`${idRanges.vaultId} = ${bound("vaultId")} AND ${idRanges.kind} = ${bound("kind")} AND ${idRanges.last} + ${bound("count")} <= ${idRanges.highest}`,
      )
      .returning({ last: idRanges.last }),
  );
  const hasRanges = compile<[kind: string]>(
    sqlite,
    db
      .select({ kind: idRanges.kind })
      .from(idRanges)
      .where(sql`${idRanges.vaultId} = ${bound("vaultId")}`)
      .limit(1),
  );
  const newRange = { last: bound("last"), highest: bound("highest") };
  const putRange = compile(
    sqlite,
    db
      .insert(idRanges)
      .values({ vaultId: bound("vaultId"), kind: bound("kind"), ...newRange })
      .onConflictDoUpdate({ target: [idRanges.vaultId, idRanges.kind], set: newRange }),
  );
  const reserve: Connection["reserve"] = (kind, count) => {
    const raised = raise.get({ kind, count });
    if (raised === undefined) throw new Error(`The counter "${kind}" is missing from the database.`);
    return raised[0] - count + 1;
  };
  /** A vault's first block is that of all kinds: which one it gets depends on the order of the vaults, and on nothing they do. */
  const takeBlock = (vaultId: VaultId, kind: IdKind) => {
    const kinds = hasRanges.get({ vaultId }) === undefined ? ID_KINDS : [kind];
    const last = (reserve("id_blocks", 1) - 1) * BLOCK_IDS;
    for (const each of kinds) putRange.run({ vaultId, kind: each, last, highest: last + BLOCK_IDS });
  };
  return {
    sqlite,
    db,
    ...createChangeNotes(sqlite, writer),
    snapshot: (work) => sqlite.transaction(work).deferred(),
    reserve,
    reserveIn(vaultId, kind, count) {
      let raised = raiseRange.get({ vaultId, kind, count });
      if (raised === undefined) {
        takeBlock(vaultId, kind);
        raised = raiseRange.get({ vaultId, kind, count });
      }
      if (raised === undefined) throw new Error(`A block has no room for ${count} ids of ${kind}.`);
      return raised[0] - count + 1;
    },
  };
}

/** A value that a compiled statement is given by this name when it runs. */
export const bound = (name: string): SQL => sql`${sql.placeholder(name)}`;

/** Membership in a list of any length, as one parameter: SQLite has a limit on their number. */
export const isOneOf = (column: SQLiteColumn, ids: readonly number[] | SQL): SQL =>
  sql`${column} IN (SELECT value FROM json_each(${Array.isArray(ids) ? JSON.stringify(ids) : ids}))`;

/**
 * The owner's rows among those of these ids. The plus keeps SQLite from walking through all of the owner's rows by an index,
 * which it takes to be cheaper than looking a few ids up.
 */
export const isOwnAmong = (
  table: { vaultId: SQLiteColumn; id: SQLiteColumn },
  vaultId: VaultId | SQL,
  ids: readonly number[] | SQL,
): SQL => sql`${isOneOf(table.id, ids)} AND +${table.vaultId} = ${vaultId}`;

type Bindable = number | string | Uint8Array | null;

type First<Row> = Row extends readonly [infer Value, ...unknown[]] ? Value : never;

export interface Statement<Row> {
  get(values: Readonly<Record<string, Bindable>>): Row | undefined;
  all(values: Readonly<Record<string, Bindable>>): Row[];
  /** The first column of each row: a third of the time, where that is all there is. */
  column(values: Readonly<Record<string, Bindable>>): First<Row>[];
  /** Row by row, for who may stop before the last; nothing may be written in between. */
  iterate(values: Readonly<Record<string, Bindable>>): Iterable<Row>;
  /** Answers how many rows changed. */
  run(values: Readonly<Record<string, Bindable>>): number;
}

/**
 * A statement that Drizzle wrote and the driver runs, for paths where building the query and mapping each row would cost more than
 * the query. It is made when it is first needed: all of them together would take 20 ms of each opening. `Row` is the tuple of the
 * columns selected, in their order.
 */
export function compile<Row extends unknown[] = never>(
  sqlite: Database.Database,
  query: { toSQL(): { sql: string; params: unknown[] } },
): Statement<Row> {
  let made: Prepared<Row> | null = null;
  const own = () => (made ??= prepare<Row>(sqlite, query.toSQL()));
  return {
    get: (values) => own().reader.get(...own().bind(values)),
    all: (values) => own().reader.all(...own().bind(values)),
    column: (values) => own().column.all(...own().bind(values)),
    iterate: (values) => own().reader.iterate(...own().bind(values)),
    run: (values) => own().statement.run(...own().bind(values)).changes,
  };
}

interface Prepared<Row> {
  readonly statement: Database.Statement<unknown[], Row>;
  readonly reader: Database.Statement<unknown[], Row>;
  readonly column: Database.Statement<unknown[], First<Row>>;
  readonly bind: (values: Readonly<Record<string, Bindable>>) => unknown[];
}

function prepare<Row>(
  sqlite: Database.Database,
  { sql: text, params }: { sql: string; params: unknown[] },
): Prepared<Row> {
  const names = params.map((param) => (is(param, Placeholder) ? param.name : null));
  const statement = sqlite.prepare<unknown[], Row>(text);
  let column: Database.Statement<unknown[], First<Row>> | null = null;
  return {
    statement,
    reader: statement.reader ? statement.raw() : statement,
    get column() {
      return (column ??= sqlite.prepare<unknown[], First<Row>>(text).pluck());
    },
    bind: (values) =>
      names.map((name, i) => {
        if (name === null) return params[i];
        const value = values[name];
        if (value === undefined) throw new Error(`The statement was given no "${name}".`);
        return value;
      }),
  };
}
