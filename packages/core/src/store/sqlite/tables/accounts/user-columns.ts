import { eq, getTableColumns } from "drizzle-orm";
import type { PassphraseWrap, UserRow } from "../../../rows.ts";
import type { Connection } from "../base/connection.ts";
import { users, vaults } from "../schema/schema.ts";

const {
  wrapNumber,
  salt,
  memoryKib,
  passes,
  parallelism,
  sealedVaultKey,
  reportedEvent: _,
  usernameForm: __,
  handle: ___,
  codeFailedAt: ____,
  spareFailedAt: _____,
  ...others
} = getTableColumns(users);
/** The wrap's parts are columns of their own. The key's number is the personal vault's. */
export const wrapColumns = {
  wrapNumber,
  keyNumber: vaults.keyNumber,
  salt,
  memoryKib,
  passes,
  parallelism,
  sealedVaultKey,
};
/** The rest of a user's row. */
export const accountColumns = { ...others, previousVaultKey: vaults.previousKey };
const userColumns = { ...accountColumns, ...wrapColumns };
type StoredUser = Omit<
  typeof users.$inferSelect,
  "reportedEvent" | "usernameForm" | "handle" | "codeFailedAt" | "spareFailedAt"
> & {
  readonly keyNumber: number;
  readonly previousVaultKey: UserRow["previousVaultKey"];
};

export const selectUsers = (db: Connection["db"]) =>
  db.select(userColumns).from(users).innerJoin(vaults, eq(vaults.id, users.id)).$dynamic();

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
