import { and, eq, inArray, isNotNull, lt } from "drizzle-orm";
import type { Transaction } from "../base/connection.ts";
import { build, isOneOf } from "../base/statements.ts";
import { attachmentChunks, attachments } from "../schema/file-schema.ts";
import { idRanges, items, itemVersions, memberships, users, vaults } from "../schema/schema.ts";

/** 8 MiB. */
const CHUNKS_A_STEP = 32;

/**
 * One step of erasing the accounts that were deleted before `cutoff`, in a transaction of the caller's: chunks of files, then versions,
 * then items with the files' rows, then the accounts with the rest. Answers whether something is left.
 */
export async function eraseSome(tx: Transaction, cutoff: number, limit: number): Promise<boolean> {
  const gone = await tx.db
    .select({ id: users.id })
    .from(users)
    .where(lt(users.deletedAt, cutoff))
    .orderBy(users.id)
    // Not the stronger lock yet: who writes into a vault may have to write an event of its account.
    .for("no key update");
  const owners = gone.map(({ id }) => id);
  if (owners.length === 0) return false;
  // No one else writes into a vault whose account goes.
  await tx.db
    .select({ id: vaults.id })
    .from(vaults)
    .where(isOneOf(vaults.id, owners))
    .orderBy(vaults.id)
    .for("update");
  await tx.db
    .select({ vaultId: memberships.vaultId })
    .from(memberships)
    .where(isOneOf(memberships.userId, owners))
    .orderBy(memberships.vaultId, memberships.userId)
    .for("update");
  // An account is found by its former name to be restored; what is half erased must not be.
  await tx.run(
    build
      .update(users)
      .set({ formerUsername: null })
      .where(and(isOneOf(users.id, owners), isNotNull(users.formerUsername))),
  );
  const chunkLimit = Math.min(limit, CHUNKS_A_STEP);
  const someChunks = build
    .select({ id: attachmentChunks.id })
    .from(attachmentChunks)
    .innerJoin(attachments, eq(attachments.id, attachmentChunks.attachmentId))
    .where(isOneOf(attachments.vaultId, owners))
    .limit(chunkLimit);
  const chunks = await tx.run(build.delete(attachmentChunks).where(inArray(attachmentChunks.id, someChunks)));
  if (chunks === chunkLimit) return true;
  const someVersions = build
    .select({ id: itemVersions.id })
    .from(itemVersions)
    .innerJoin(items, eq(items.id, itemVersions.itemId))
    .where(isOneOf(items.vaultId, owners))
    .limit(limit);
  const versions = await tx.run(build.delete(itemVersions).where(inArray(itemVersions.id, someVersions)));
  if (versions === limit) return true;
  const someItems = build
    .select({ id: items.id })
    .from(items)
    .where(isOneOf(items.vaultId, owners))
    .limit(limit - versions);
  const erased = versions + (await tx.run(build.delete(items).where(inArray(items.id, someItems))));
  if (erased === limit) return true;
  await tx.run(build.delete(vaults).where(isOneOf(vaults.id, owners)));
  // Neither the number nor the block comes again.
  await tx.run(build.delete(idRanges).where(isOneOf(idRanges.vaultId, owners)));
  return false;
}
