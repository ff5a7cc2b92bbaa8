import { eq } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { vaults } from "../schema/schema.ts";
import { bound, type Connection, compile } from "./connection.ts";

/** Tells whether the vault is there and its records are to be sealed under the vault key of this number now. */
export function keyInForce({ sqlite, db }: Connection): (vaultId: VaultId, keyNumber: number) => boolean {
  const current = compile<[keyNumber: number]>(
    sqlite,
    db
      .select({ keyNumber: vaults.keyNumber })
      .from(vaults)
      .where(eq(vaults.id, bound("vaultId"))),
  );
  return (vaultId, keyNumber) => current.get({ vaultId })?.[0] === keyNumber;
}
