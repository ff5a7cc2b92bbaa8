import { randomBytes } from "node:crypto";
import { personalVaultOf } from "../../../../ids.ts";
import { usernameForm } from "../../../../rules/usernames.ts";
import { toWrapColumns } from "../../../rows/user-rows.ts";
import type { NewUserRow } from "../../../rows.ts";
import type { Transaction } from "../base/connection.ts";
import { waitForTurn } from "../base/locks.ts";
import { build, compile } from "../base/statements.ts";
import { memberships, users, vaults } from "../schema/schema.ts";

const anyUser = compile<[id: number]>(build.select({ id: users.id }).from(users).limit(1));

/** Whether the server has no account at all, deleted ones included. The answer holds until the transaction ends. */
export async function isFirstAccount(tx: Transaction): Promise<boolean> {
  if ((await tx.one(anyUser, {})) !== undefined) return false;
  await waitForTurn(tx, "first account");
  return (await tx.one(anyUser, {})) === undefined;
}

/**
 * The account, its personal vault, and itself as the one member; in a transaction of the caller's.
 * @param given `administrator`: whether it is the first account
 */
export async function insertAccount(
  tx: Transaction,
  row: NewUserRow,
  given: { readonly administrator: boolean; readonly updatedAt: number },
): Promise<void> {
  const { wrap, ...others } = row;
  const vaultId = personalVaultOf(row.id);
  await tx.run(build.insert(vaults).values({ id: vaultId, kind: "personal", keyNumber: wrap.keyNumber }));
  await tx.run(
    build.insert(users).values({
      ...others,
      usernameForm: usernameForm(row.username),
      handle: randomBytes(16),
      ...toWrapColumns(wrap),
      ...given,
    }),
  );
  await tx.run(
    build.insert(memberships).values({ vaultId, userId: row.id, role: "manager", state: "member" }),
  );
}
