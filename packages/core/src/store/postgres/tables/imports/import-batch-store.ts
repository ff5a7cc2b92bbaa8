import { and, asc, count, desc, eq, exists, gt, inArray, ne, sql } from "drizzle-orm";
import { asImportBatchId, type ImportBatchId } from "../../../../ids.ts";
import type {
  ImportBatchRow,
  ImportBatchStore,
  ImportRow,
  ImportRowKind,
} from "../../../import-batch-store.ts";
import type { Connection } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { memberWriter } from "../base/member-writer.ts";
import { reserveIn } from "../base/reserve-ids.ts";
import { bound, build, compile } from "../base/statements.ts";
import { importBatches, importRows } from "../schema/file-schema.ts";
import { importChunks } from "./import-chunks.ts";

const {
  id,
  vaultId: ofVault,
  userId,
  state,
  startedAt,
  finishedAt,
  rowsDone,
  rowsAll,
  sealRev,
  sealed,
} = importBatches;
const columns = { id, userId, state, startedAt, finishedAt, rowsDone, rowsAll, sealRev, sealed };
type BatchTuple = [
  id: ImportBatchId,
  userId: ImportBatchRow["userId"],
  state: ImportBatchRow["state"],
  startedAt: number,
  finishedAt: number | null,
  rowsDone: number,
  rowsAll: number,
  sealRev: number,
  sealed: ImportBatchRow["sealed"],
];
const toBatch = (row: BatchTuple): ImportBatchRow => ({
  id: row[0],
  userId: row[1],
  state: row[2],
  startedAt: row[3],
  finishedAt: row[4],
  rowsDone: row[5],
  rowsAll: row[6],
  sealRev: row[7],
  sealed: row[8],
});
type RowTuple = [kind: ImportRowKind, rowId: number, revision: number, versionId: ImportRow["versionId"]];

const isOfVault = eq(ofVault, bound("vaultId"));
const isThis = and(eq(id, bound("id")), isOfVault);
const findOne = compile<BatchTuple>(build.select(columns).from(importBatches).where(isThis));
const findAll = compile<BatchTuple>(
  build.select(columns).from(importBatches).where(isOfVault).orderBy(desc(id)),
);
const insert = compile(
  build.insert(importBatches).values({
    id: bound("id"),
    vaultId: bound("vaultId"),
    userId: bound("userId"),
    state: "running",
    startedAt: bound("now"),
    rowsDone: 0,
    rowsAll: bound("rowsAll"),
    sealRev: 1,
    sealed: bound("sealed"),
  }),
);
const resume = compile(
  build
    .update(importBatches)
    .set({ state: "running", finishedAt: null })
    .where(and(isThis, inArray(state, ["running", "cancelled"]))),
);
const end = compile<[rowsDone: number]>(
  build
    .update(importBatches)
    .set({
      state: bound("state"),
      sealed: bound("sealed"),
      sealRev: bound("sealRev"),
      finishedAt: bound("now"),
    })
    .where(and(isThis, eq(state, "running"), sql`${sealRev} < ${bound("sealRev")}`))
    .returning({ rowsDone }),
);
const undo = compile(
  build
    .update(importBatches)
    .set({ state: "undone", finishedAt: sql`coalesce(${finishedAt}, ${bound("now")})` })
    .where(and(isThis, ne(state, "undone"))),
);
const eraseOld = compile(
  build.delete(importBatches).where(
    inArray(
      id,
      build
        .select({ id })
        .from(importBatches)
        .where(sql`coalesce(${finishedAt}, ${startedAt}) < ${bound("cutoff")}`)
        .limit(sql.placeholder("limit")),
    ),
  ),
);

const isOfThis = and(
  eq(importRows.batchId, bound("id")),
  exists(build.select({ id }).from(importBatches).where(isThis)),
);
const countOfKinds = compile<[kind: ImportRowKind, rows: number]>(
  build
    .select({ kind: importRows.kind, rows: count() })
    .from(importRows)
    .where(isOfThis)
    .groupBy(importRows.kind),
);
const { kind, rowId, revision, versionId } = importRows;
const findRows = compile<RowTuple>(
  build
    .select({ kind, rowId, revision, versionId })
    .from(importRows)
    .where(and(isOfThis, eq(kind, bound("kind")), gt(rowId, bound("after"))))
    .orderBy(asc(rowId))
    .limit(sql.placeholder("limit")),
);

export function createImportBatchStore(connection: Connection): ImportBatchStore {
  const { one, all, write } = connection;
  const writeAs = memberWriter(connection);

  return {
    async reserveIds(vaultId, wanted) {
      return asImportBatchId(
        await write((tx) => reserveIn(tx, vaultId, { kind: "import_batches", count: wanted })),
      );
    },

    async begin(scope, batch, { keyNumber, now }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return "key-replaced";
        await tx.run(insert, { ...batch, vaultId, userId: scope.userId, now });
        await appendEvent(tx, scope.userId, { kind: "import-begun", at: now });
        return "begun";
      });
    },

    async find({ vaultId }, batchId) {
      const row = await one(findOne, { vaultId, id: batchId });
      return row ? toBatch(row) : null;
    },

    async list({ vaultId }) {
      return (await all(findAll, { vaultId })).map(toBatch);
    },

    async resume(scope, batchId) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => (await tx.run(resume, { vaultId, id: batchId })) > 0);
    },

    async end(scope, batchId, ending, { keyNumber, now }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return "key-replaced";
        const ended = await tx.one(end, { vaultId, id: batchId, ...ending, now });
        if (ended === undefined) return "not-running";
        if (ending.state === "done" || ended[0] > 0)
          await appendEvent(tx, scope.userId, { kind: "imported", at: now });
        return "ended";
      });
    },

    async countRows({ vaultId }, batchId) {
      const counts: Record<ImportRowKind, number> = { category: 0, made: 0, merged: 0, file: 0 };
      for (const [ofKind, rows] of await all(countOfKinds, { vaultId, id: batchId })) counts[ofKind] = rows;
      return counts;
    },

    async rows({ vaultId }, batchId, page) {
      const found = await all(findRows, { vaultId, id: batchId, ...page });
      return found.map((row) => ({ kind: row[0], rowId: row[1], revision: row[2], versionId: row[3] }));
    },

    async markUndone(scope, batchId, now) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if ((await tx.one(findOne, { vaultId, id: batchId })) === undefined) return false;
        if ((await tx.run(undo, { vaultId, id: batchId, now })) > 0)
          await appendEvent(tx, scope.userId, { kind: "import-undone", at: now });
        return true;
      });
    },

    async eraseBefore(cutoff, limit) {
      return write((tx) => tx.run(eraseOld, { cutoff, limit }));
    },

    ...importChunks(connection),
  };
}
