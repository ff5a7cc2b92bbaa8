import { VaultError } from "../../errors.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";

/**
 * Answers the rows, unless some don't open because the vault got another key since it was unlocked: those aren't damaged, and
 * nobody must be told so.
 * @throws VaultError CONFLICT
 */
export async function openedUnderSameKey<Row extends { readonly damaged: boolean }>(
  deps: VaultDeps,
  vault: OpenVault,
  rows: Row[],
): Promise<Row[]> {
  if (!rows.some(({ damaged }) => damaged)) return rows;
  const { vaultId, userId } = vault.scope;
  const membership = await deps.store.vaults.findMembership(vaultId, userId);
  if (membership?.keyNumber !== vault.keys.current) throw new VaultError("CONFLICT");
  return rows;
}
