import type { PassphraseWrap, UserRow } from "../rows.ts";

/** A user's row as a table holds it: the wrap's parts are columns like the others. */
type StoredUser = Omit<UserRow, "wrap"> & PassphraseWrap;

export function toUserRow(row: StoredUser): UserRow {
  const { wrapNumber, keyNumber, salt, memoryKib, passes, parallelism, sealedVaultKey, ...others } = row;
  return { ...others, wrap: { wrapNumber, keyNumber, salt, memoryKib, passes, parallelism, sealedVaultKey } };
}

/** Only the wrap's own columns, whatever else the object carries. */
export const toWrapColumns = (wrap: PassphraseWrap): Omit<PassphraseWrap, "keyNumber"> => ({
  wrapNumber: wrap.wrapNumber,
  salt: wrap.salt,
  memoryKib: wrap.memoryKib,
  passes: wrap.passes,
  parallelism: wrap.parallelism,
  sealedVaultKey: wrap.sealedVaultKey,
});
