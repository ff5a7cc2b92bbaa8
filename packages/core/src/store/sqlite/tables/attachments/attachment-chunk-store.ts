import { and, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import type { Sealed } from "../../../../sealed.ts";
import type { AttachmentStore } from "../../../attachment-store.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { quietMemberWriter } from "../base/member-writer.ts";
import { attachmentChunks, attachments } from "../schema/file-schema.ts";
import { isSeen } from "./attachment-columns.ts";

export function attachmentChunkStore(
  connection: Connection,
): Pick<AttachmentStore, "appendChunk" | "readChunk" | "eraseSome"> {
  const { sqlite, db, write } = connection;
  const writeAs = quietMemberWriter(connection);
  const arriving = compile<[received: number]>(
    sqlite,
    db
      .select({ received: attachments.received })
      .from(attachments)
      .where(
        and(
          eq(attachments.id, bound("id")),
          eq(attachments.vaultId, bound("vaultId")),
          eq(attachments.state, "arriving"),
          isNull(attachments.deletedAt),
        ),
      ),
  );
  const insert = compile(
    sqlite,
    db.insert(attachmentChunks).values({
      attachmentId: bound("id"),
      no: bound("no"),
      sealed: bound("sealed"),
    }),
  );
  const count = compile(
    sqlite,
    db
      .update(attachments)
      .set({ received: bound("received"), updatedAt: bound("now") })
      .where(eq(attachments.id, bound("id"))),
  );
  const read = compile<[sealed: Sealed]>(
    sqlite,
    db
      .select({ sealed: attachmentChunks.sealed })
      .from(attachmentChunks)
      .innerJoin(
        attachments,
        and(
          eq(attachments.id, attachmentChunks.attachmentId),
          eq(attachments.vaultId, bound("vaultId")),
          isSeen,
        ),
      )
      .where(and(eq(attachmentChunks.attachmentId, bound("id")), eq(attachmentChunks.no, bound("no")))),
  );
  const isErasing = eq(attachments.state, "erasing");

  return {
    async appendChunk(scope, id, { no, sealed, now }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        const [received] = arriving.get({ id, vaultId }) ?? [];
        if (received === undefined) return { outcome: "gone" };
        if (received !== no) return { outcome: "overtaken", received };
        insert.run({ id, no, sealed });
        count.run({ id, received: no + 1, now });
        return { outcome: "written", received: no + 1 };
      });
    },

    async readChunk({ vaultId }, id, no) {
      return read.get({ id, vaultId, no })?.[0] ?? null;
    },

    async eraseSome(chunks) {
      return write(() => {
        if (db.select({ id: attachments.id }).from(attachments).where(isErasing).get() === undefined)
          return false;
        const some = db
          .select({ id: attachmentChunks.id })
          .from(attachmentChunks)
          .innerJoin(attachments, and(eq(attachments.id, attachmentChunks.attachmentId), isErasing))
          .limit(chunks);
        const erased = db.delete(attachmentChunks).where(inArray(attachmentChunks.id, some)).run().changes;
        if (erased === chunks) return true;
        const ofIt = db
          .select({ one: sql`1` })
          .from(attachmentChunks)
          .where(eq(attachmentChunks.attachmentId, attachments.id));
        db.delete(attachments)
          .where(and(isErasing, notExists(ofIt)))
          .run();
        return false;
      }, "essential");
    },
  };
}
