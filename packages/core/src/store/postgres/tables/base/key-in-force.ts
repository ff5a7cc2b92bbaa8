import { eq } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { vaults } from "../schema/schema.ts";
import type { Queries } from "./queries.ts";
import { bound, build, compile } from "./statements.ts";

const current = compile<[keyNumber: number]>(
  build
    .select({ keyNumber: vaults.keyNumber })
    .from(vaults)
    .where(eq(vaults.id, bound("vaultId"))),
);

/** Tells whether the vault exists and its records are to be sealed under the vault key of this number now. */
export async function isKeyInForce(
  transaction: Queries,
  vaultId: VaultId,
  keyNumber: number,
): Promise<boolean> {
  return (await transaction.one(current, { vaultId }))?.[0] === keyNumber;
}
