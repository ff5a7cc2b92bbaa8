import { VaultError } from "../../errors.ts";
import type { VaultDeps } from "../deps.ts";
import type { Opener } from "./open-rows.ts";

/**
 * Answers the rows, unless some don't open because the vault got another key since it was unlocked: those aren't damaged, and
 * nobody must be told so.
 * @throws VaultError CONFLICT
 */
export async function openedUnderSameKey<Row extends { readonly damaged: boolean }>(
  deps: VaultDeps,
  vault: Opener,
  rows: Row[],
): Promise<Row[]> {
  if (!rows.some(({ damaged }) => damaged)) return rows;
  const user = await deps.store.users.find(vault.userId);
  if (user?.wrap.keyNumber !== vault.keys.current) throw new VaultError("CONFLICT");
  return rows;
}
