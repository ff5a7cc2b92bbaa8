import type { KdfLane } from "../../cipher/kdf-lanes.ts";
import { wipe } from "../../cipher/keys.ts";
import { DECOY_LEGACY_HASH, isLegacyHash, LEGACY_HASH_PREFIX } from "../../cipher/legacy-password.ts";
import { decoyHash, verifyPassword } from "../../cipher/password-hash.ts";
import { utf8Encode } from "../../cipher/utf8.ts";
import type { UserId } from "../../ids.ts";
import type { VaultDeps } from "../deps.ts";

/**
 * Whether this is the password of the hash: one of ours, or one that came from OpenPassPhrase.
 * While any account has one of the latter, every wrong password costs a run of both kinds, so that nothing tells which names
 * have moved in and not logged in yet, nor that they are known.
 * @throws VaultError BUSY when the lane is full, before the first run; RECORD_DAMAGED for what is no hash.
 */
export async function checkPassword(
  deps: Pick<VaultDeps, "kdf" | "random" | "policy" | "store" | "legacyPassword">,
  lane: KdfLane,
  {
    password,
    hash,
    account,
  }: { readonly password: string; readonly hash: string; readonly account?: UserId | undefined },
): Promise<boolean> {
  const isLegacy = isLegacyHash(hash);
  const ours = isLegacy ? decoyHash(deps.random, deps.policy.kdf) : hash;
  if (await verifyPassword(deps.kdf, lane, { password, phc: ours, account })) return true;
  if (!isLegacy && !(await deps.store.users.hasPasswordHashLike(LEGACY_HASH_PREFIX))) return false;
  const message = utf8Encode(password);
  try {
    const fits = await deps.kdf.runOn(
      lane,
      () => deps.legacyPassword(message, isLegacy ? hash : DECOY_LEGACY_HASH),
      account,
    );
    return isLegacy && fits;
  } finally {
    wipe(message);
  }
}
