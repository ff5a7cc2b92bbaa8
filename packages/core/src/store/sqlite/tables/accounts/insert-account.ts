import { sql } from "drizzle-orm";
import { personalVaultOf } from "../../../../ids.ts";
import { usernameForm } from "../../../../rules/usernames.ts";
import { toWrapColumns } from "../../../rows/user-rows.ts";
import type { NewUserRow } from "../../../rows.ts";
import type { Connection } from "../base/connection.ts";
import { memberships, users, vaults } from "../schema/schema.ts";

/** The account, its personal vault, and itself as the one member; in a transaction of the caller's. */
export function insertAccount(db: Connection["db"], row: NewUserRow, updatedAt: number): void {
  const { wrap, ...others } = row;
  const vaultId = personalVaultOf(row.id);
  db.insert(vaults).values({ id: vaultId, kind: "personal", keyNumber: wrap.keyNumber }).run();
  db.insert(users)
    .values({
      ...others,
      usernameForm: usernameForm(row.username),
      handle: sql`randomblob(16)`,
      administrator: sql`NOT EXISTS (SELECT 1 FROM users)`,
      ...toWrapColumns(wrap),
      updatedAt,
    })
    .run();
  db.insert(memberships).values({ vaultId, userId: row.id, role: "manager", state: "member" }).run();
}
