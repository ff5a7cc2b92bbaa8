import { eq, getTableColumns } from "drizzle-orm";
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
export const selectUsers = (db: Connection["db"]) =>
  db.select(userColumns).from(users).innerJoin(vaults, eq(vaults.id, users.id)).$dynamic();
