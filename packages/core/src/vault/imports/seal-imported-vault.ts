import { newVaultKey, recordKeys, wipe } from "../../cipher/keys.ts";
import { wrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { sealRecord } from "../../cipher/record.ts";
import { newRecoveryCode, sealForRecovery } from "../../cipher/recovery-code.ts";
import { asCategoryId, asItemId, personalVaultOf } from "../../ids.ts";
import { mapFields, V1_FIELDS } from "../../items/fields.ts";
import type { LegacyCategory, LegacyItem, LegacyVault } from "../../legacy/read-legacy-vault.ts";
import { openNoncePool } from "../../nonce-pool.ts";
import type { ImportedVault } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { inSlices } from "../in-slices.ts";

interface VaultToSeal {
  readonly source: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly passphrase: string;
  readonly passphraseKept: boolean;
  readonly createdAt: number;
  readonly vault: LegacyVault;
  readonly now: number;
  readonly onProgress: (done: number, of: number) => void;
}

/** Seals a whole vault under a key of its own. Ids are given in the old order, so that ties of the sort ids stay as they were. */
export async function sealImportedVault(
  deps: Pick<VaultDeps, "store" | "clock" | "random" | "kdf" | "policy">,
  { vault, onProgress, ...facts }: VaultToSeal,
): Promise<{ sealed: ImportedVault; recoveryCode: string }> {
  const userId = await deps.store.users.reserveId();
  const firstCategory = await deps.store.categories.reserveIds(
    personalVaultOf(userId),
    vault.categories.length,
  );
  const firstItem = await deps.store.items.reserveIds(personalVaultOf(userId), vault.items.length);
  const categoryIds = new Map(
    vault.categories.map(({ legacyId }, at) => [legacyId, asCategoryId(firstCategory + at)]),
  );
  const vaultKey = { number: 1, key: newVaultKey(deps.random) };
  const keys = recordKeys(vaultKey);
  const total = vault.categories.length + vault.items.length;
  using nonces = openNoncePool(deps.random);
  let done = 0;
  const seal = (table: "category" | "item", id: number, record: Readonly<Record<string, string>>) => {
    done += 1;
    onProgress(done, total);
    return sealRecord(nonces.random, keys, { table, userId, id, sealRev: 1 }, record);
  };
  const placeOf = ({ sortId, createdAt, updatedAt }: LegacyCategory | LegacyItem) => ({
    sortId,
    createdAt,
    updatedAt,
  });
  try {
    const recoveryCode = newRecoveryCode(deps.random);
    const recoverySeal = sealForRecovery(deps.random, recoveryCode, { userId, vaultKey });
    const place = { userId, wrapNumber: 1 };
    const wrap = await wrapVaultKey(deps, "proven", {
      passphrase: facts.passphrase,
      place,
      vaultKey,
      parameters: deps.policy.kdf,
    });
    const categories = await inSlices(deps.clock, [...vault.categories.entries()], ([at, category]) => {
      const id = asCategoryId(firstCategory + at);
      return { id, sealed: seal("category", id, { name: category.name }), ...placeOf(category) };
    });
    const items = await inSlices(deps.clock, [...vault.items.entries()], ([at, item]) => {
      const id = asItemId(firstItem + at);
      const sealed = seal(
        "item",
        id,
        mapFields(V1_FIELDS, (name) => item[name]),
      );
      const { legacyCategoryId } = item;
      const categoryId = legacyCategoryId === null ? null : (categoryIds.get(legacyCategoryId) ?? null);
      return { id, sealed, categoryId, ...placeOf(item) };
    });
    const { username, passwordHash, createdAt, source, passphraseKept, now } = facts;
    const user = { id: userId, username, passwordHash, wrap, recoverySeal, createdAt };
    return { sealed: { source, passphraseKept, importedAt: now, user, categories, items }, recoveryCode };
  } finally {
    wipe(vaultKey.key, ...keys.byNumber.values());
  }
}
