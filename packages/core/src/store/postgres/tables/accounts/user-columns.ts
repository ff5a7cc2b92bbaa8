import { eq, getTableColumns } from "drizzle-orm";
import type { Queries } from "../base/queries.ts";
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
/** Each part of the wrap is a column. The key's number is the personal vault's. */
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

export const selectUsers = ({ db }: Queries) =>
  db.select(userColumns).from(users).innerJoin(vaults, eq(vaults.id, users.id)).$dynamic();
