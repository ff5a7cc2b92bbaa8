import { and, eq, inArray, isNotNull, lt } from "drizzle-orm";
import type { Connection } from "../base/connection.ts";
import { attachmentChunks, attachments } from "../schema/file-schema.ts";
import { idRanges, items, itemVersions, users, vaults } from "../schema/schema.ts";

/** 8 MiB: erasing writes zeros over all of it. */
const CHUNKS_A_STEP = 32;

/**
 * One step of erasing the accounts that were deleted before `cutoff`, in a transaction of the caller's: chunks of files, then versions,
 * then items with the files' rows, then the accounts with the rest. Answers whether something is left.
 */
export function eraseSome(db: Connection["db"], cutoff: number, limit: number): boolean {
  const gone = lt(users.deletedAt, cutoff);
  const owners = db.select({ id: users.id }).from(users).where(gone);
  if (owners.get() === undefined) return false;
  // An account is found by its former name to be restored; what is half erased must not be.
  db.update(users)
    .set({ formerUsername: null })
    .where(and(gone, isNotNull(users.formerUsername)))
    .run();
  const chunkLimit = Math.min(limit, CHUNKS_A_STEP);
  const someChunks = db
    .select({ id: attachmentChunks.id })
    .from(attachmentChunks)
    .innerJoin(attachments, eq(attachments.id, attachmentChunks.attachmentId))
    .where(inArray(attachments.vaultId, owners))
    .limit(chunkLimit);
  const chunks = db.delete(attachmentChunks).where(inArray(attachmentChunks.id, someChunks)).run().changes;
  if (chunks === chunkLimit) return true;
  const someVersions = db
    .select({ id: itemVersions.id })
    .from(itemVersions)
    .innerJoin(items, eq(items.id, itemVersions.itemId))
    .where(inArray(items.vaultId, owners))
    .limit(limit);
  const versions = db.delete(itemVersions).where(inArray(itemVersions.id, someVersions)).run().changes;
  if (versions === limit) return true;
  const someItems = db
    .select({ id: items.id })
    .from(items)
    .where(inArray(items.vaultId, owners))
    .limit(limit - versions);
  const erased = versions + db.delete(items).where(inArray(items.id, someItems)).run().changes;
  if (erased === limit) return true;
  // Neither the number nor the block comes again.
  db.delete(idRanges).where(inArray(idRanges.vaultId, owners)).run();
  db.delete(vaults).where(inArray(vaults.id, owners)).run();
  return false;
}
