import { and, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import type { Sealed } from "../../../../sealed.ts";
import type { AttachmentStore } from "../../../attachment-store.ts";
import type { Connection } from "../base/connection.ts";
import { quietMemberWriter } from "../base/member-writer.ts";
import { bound, build, compile } from "../base/statements.ts";
import { attachmentChunks, attachments } from "../schema/file-schema.ts";
import { isSeen, isThisFile } from "./attachment-columns.ts";

const isErasing = eq(attachments.state, "erasing");
const arriving = compile<[received: number]>(
  build
    .select({ received: attachments.received })
    .from(attachments)
    .where(and(isThisFile, eq(attachments.state, "arriving"), isNull(attachments.deletedAt))),
);
const insert = compile(
  build
    .insert(attachmentChunks)
    .values({ attachmentId: bound("id"), no: bound("no"), sealed: bound("sealed") }),
);
const count = compile(
  build
    .update(attachments)
    .set({ received: bound("received"), updatedAt: bound("now") })
    .where(isThisFile),
);
const read = compile<[sealed: Sealed]>(
  build
    .select({ sealed: attachmentChunks.sealed })
    .from(attachmentChunks)
    .innerJoin(attachments, and(eq(attachments.id, attachmentChunks.attachmentId), isThisFile, isSeen))
    .where(eq(attachmentChunks.no, bound("no"))),
);
const eraseChunks = compile(
  build.delete(attachmentChunks).where(
    inArray(
      attachmentChunks.id,
      build
        .select({ id: attachmentChunks.id })
        .from(attachmentChunks)
        .innerJoin(attachments, and(eq(attachments.id, attachmentChunks.attachmentId), isErasing))
        .limit(sql.placeholder("chunks")),
    ),
  ),
);
const eraseEmpty = compile(
  build
    .delete(attachments)
    .where(
      and(
        isErasing,
        notExists(
          build
            .select({ no: attachmentChunks.no })
            .from(attachmentChunks)
            .where(eq(attachmentChunks.attachmentId, attachments.id)),
        ),
      ),
    ),
);
const anyErasing = compile<[id: number]>(
  build.select({ id: attachments.id }).from(attachments).where(isErasing).limit(1),
);

export function attachmentChunkStore(
  connection: Connection,
): Pick<AttachmentStore, "appendChunk" | "readChunk" | "eraseSome"> {
  const writeAs = quietMemberWriter(connection);
  return {
    async appendChunk(scope, id, { no, sealed, now }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        const [received] = (await tx.one(arriving, { id, vaultId })) ?? [];
        if (received === undefined) return { outcome: "gone" };
        if (received !== no) return { outcome: "overtaken", received };
        await tx.run(insert, { id, no, sealed });
        await tx.run(count, { id, vaultId, received: no + 1, now });
        return { outcome: "written", received: no + 1 };
      });
    },

    async readChunk({ vaultId }, id, no) {
      return (await connection.one(read, { id, vaultId, no }))?.[0] ?? null;
    },

    async eraseSome(chunks) {
      if ((await connection.one(anyErasing, {})) === undefined) return false;
      return connection.write(async (tx) => {
        if ((await tx.run(eraseChunks, { chunks })) < chunks) await tx.run(eraseEmpty, {});
        // Another node may be erasing, too: what it has in hand is left until it is done.
        return (await tx.one(anyErasing, {})) !== undefined;
      });
    },
  };
}
