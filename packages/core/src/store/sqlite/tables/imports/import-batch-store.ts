import { and, asc, count, desc, eq, gt, inArray, ne, sql } from "drizzle-orm";
import { asImportBatchId, type ImportBatchId, type VaultId } from "../../../../ids.ts";
import type { ImportBatchStore, ImportRowKind } from "../../../import-batch-store.ts";
import type { Connection } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { memberWriter } from "../base/member-writer.ts";
import { importBatches, importRows } from "../schema/file-schema.ts";
import { importChunks } from "./import-chunks.ts";

const columns = {
  id: importBatches.id,
  userId: importBatches.userId,
  state: importBatches.state,
  startedAt: importBatches.startedAt,
  finishedAt: importBatches.finishedAt,
  rowsDone: importBatches.rowsDone,
  rowsAll: importBatches.rowsAll,
  sealRev: importBatches.sealRev,
  sealed: importBatches.sealed,
};

export function createImportBatchStore(connection: Connection): ImportBatchStore {
  const { db, write, reserveIn } = connection;
  const writeAs = memberWriter(connection);
  const isKeyInForce = keyInForce(connection);
  const append = eventWriter(connection);
  const own = (vaultId: VaultId, id: ImportBatchId) =>
    and(eq(importBatches.id, id), eq(importBatches.vaultId, vaultId));
  const stateOf = (vaultId: VaultId, id: ImportBatchId) =>
    db.select({ state: importBatches.state }).from(importBatches).where(own(vaultId, id)).get()?.state;
  const rowsOf = (vaultId: VaultId, id: ImportBatchId) =>
    db
      .select({
        kind: importRows.kind,
        rowId: importRows.rowId,
        revision: importRows.revision,
        versionId: importRows.versionId,
      })
      .from(importRows)
      .innerJoin(importBatches, and(eq(importBatches.id, importRows.batchId), own(vaultId, id)))
      .$dynamic();

  return {
    async reserveIds(vaultId, wanted) {
      return asImportBatchId(write(() => reserveIn(vaultId, "import_batches", wanted)));
    },

    async begin(scope, batch, { keyNumber, now }) {
      const { vaultId, userId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return "key-replaced";
        const fresh = { vaultId, userId, state: "running", startedAt: now, rowsDone: 0, sealRev: 1 } as const;
        db.insert(importBatches)
          .values({ ...batch, ...fresh })
          .run();
        append(userId, "import-begun", now);
        return "begun";
      });
    },

    async find({ vaultId }, id) {
      return db.select(columns).from(importBatches).where(own(vaultId, id)).get() ?? null;
    },

    async list({ vaultId }) {
      return db
        .select(columns)
        .from(importBatches)
        .where(eq(importBatches.vaultId, vaultId))
        .orderBy(desc(importBatches.id))
        .all();
    },

    async resume(scope, id) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        const resumable = inArray(importBatches.state, ["running", "cancelled"]);
        const resumed = db
          .update(importBatches)
          .set({ state: "running", finishedAt: null })
          .where(and(own(vaultId, id), resumable))
          .run();
        return resumed.changes > 0;
      });
    },

    async end(scope, id, { state, sealed, sealRev }, { keyNumber, now }) {
      const { vaultId, userId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return "key-replaced";
        const running = and(
          own(vaultId, id),
          eq(importBatches.state, "running"),
          sql`${importBatches.sealRev} < ${sealRev}`,
        );
        const ended = db
          .update(importBatches)
          .set({ state, sealed, sealRev, finishedAt: now })
          .where(running)
          .returning({ rowsDone: importBatches.rowsDone })
          .get();
        if (!ended) return "not-running";
        if (state === "done" || ended.rowsDone > 0) append(userId, "imported", now);
        return "ended";
      });
    },

    async countRows({ vaultId }, id) {
      const counts: Record<ImportRowKind, number> = { category: 0, made: 0, merged: 0, file: 0 };
      const counted = db
        .select({ kind: importRows.kind, rows: count() })
        .from(importRows)
        .innerJoin(importBatches, and(eq(importBatches.id, importRows.batchId), own(vaultId, id)))
        .groupBy(importRows.kind)
        .all();
      for (const { kind, rows } of counted) counts[kind] = rows;
      return counts;
    },

    async rows({ vaultId }, id, { kind, after, limit }) {
      return rowsOf(vaultId, id)
        .where(and(eq(importRows.batchId, id), eq(importRows.kind, kind), gt(importRows.rowId, after)))
        .orderBy(asc(importRows.rowId))
        .limit(limit)
        .all();
    },

    async markUndone(scope, id, now) {
      const { vaultId, userId } = scope;
      return writeAs(scope, "editor", () => {
        if (stateOf(vaultId, id) === undefined) return false;
        const first = db
          .update(importBatches)
          .set({ state: "undone", finishedAt: sql`coalesce(${importBatches.finishedAt}, ${now})` })
          .where(and(own(vaultId, id), ne(importBatches.state, "undone")))
          .run();
        if (first.changes > 0) append(userId, "import-undone", now);
        return true;
      });
    },

    async eraseBefore(cutoff, limit) {
      const old = db
        .select({ id: importBatches.id })
        .from(importBatches)
        .where(sql`coalesce(${importBatches.finishedAt}, ${importBatches.startedAt}) < ${cutoff}`)
        .limit(limit);
      return write(
        () => db.delete(importBatches).where(inArray(importBatches.id, old)).run().changes,
        "essential",
      );
    },

    ...importChunks(connection),
  };
}
