import { getTableColumns } from "drizzle-orm";
import type { PassphraseWrap, UserRow } from "../../rows.ts";
import { users } from "./schema.ts";

/** A user's row as it lies in its table: the wrap's parts are columns of their own. */
export const userColumns = getTableColumns(users);
type StoredUser = typeof users.$inferSelect;

export function toUserRow(row: StoredUser): UserRow {
  const { wrapNumber, keyNumber, salt, memoryKib, passes, parallelism, sealedVaultKey, ...others } = row;
  return { ...others, wrap: { wrapNumber, keyNumber, salt, memoryKib, passes, parallelism, sealedVaultKey } };
}

/** Only the wrap's own columns, whatever else the object carries. */
export const toWrapColumns = (wrap: PassphraseWrap): PassphraseWrap => ({
  wrapNumber: wrap.wrapNumber,
  keyNumber: wrap.keyNumber,
  salt: wrap.salt,
  memoryKib: wrap.memoryKib,
  passes: wrap.passes,
  parallelism: wrap.parallelism,
  sealedVaultKey: wrap.sealedVaultKey,
});
