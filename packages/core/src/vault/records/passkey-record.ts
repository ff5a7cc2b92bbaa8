import { z } from "zod";
import { decodeBase64url } from "../../base64.ts";
import type { NumberedVaultKey, RecordKeys } from "../../cipher/keys.ts";
import { boxForPasskey } from "../../cipher/passkey-unlock.ts";
import { openRecord, type RecordPlace, sealRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import type { RandomBytes } from "../../random-bytes.ts";
import type { Sealed } from "../../sealed.ts";
import type { PasskeyBoxes, PasskeyRow } from "../../store/passkey-store.ts";
import type { UserRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";

/**
 * What is sealed of a passkey. `unlockPublic`: the public key that its box is sealed to, in base64url; only of one that opens the vault.
 * Fields of a newer version are kept when it is sealed again.
 */
const passkeyRecord = z.looseObject({ name: z.string(), unlockPublic: z.string().optional() });
export type PasskeyRecord = z.output<typeof passkeyRecord>;

type Place = { readonly id: number; readonly userId: UserId; readonly sealRev: number };
const placeOf = ({ id, userId, sealRev }: Place): RecordPlace => ({ table: "passkey", id, userId, sealRev });

export const sealPasskey = (
  random: RandomBytes,
  keys: RecordKeys,
  { place, record }: { readonly place: Place; readonly record: PasskeyRecord },
): Sealed => sealRecord(random, keys, placeOf(place), record);

/** @returns null for a record that doesn't open, or isn't one of a passkey. */
export function openPasskey(keys: RecordKeys, row: PasskeyRow): PasskeyRecord | null {
  try {
    return passkeyRecord.safeParse(openRecord(keys, placeOf(row), row.sealed)).data ?? null;
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/**
 * Another vault key for every passkey that opens the vault, none of which has to be there. One whose record doesn't open opens the vault
 * no more: its public key isn't known.
 * @param keys those of the key before.
 */
export async function boxForPasskeys(
  { store, random }: Pick<VaultDeps, "store" | "random">,
  { id: userId, factorRev }: Pick<UserRow, "id" | "factorRev">,
  { keys, vaultKey }: { readonly keys: RecordKeys; readonly vaultKey: NumberedVaultKey },
): Promise<PasskeyBoxes> {
  const rows = (await store.passkeys.list(userId)).filter(({ unlockBox }) => unlockBox !== null);
  return {
    factorRev,
    boxes: rows.map((row) => ({
      id: row.id,
      unlockBox: boxOne(random, row, { record: openPasskey(keys, row), vaultKey }),
    })),
  };
}

function boxOne(
  random: RandomBytes,
  { id: passkeyId, userId }: PasskeyRow,
  { record, vaultKey }: { readonly record: PasskeyRecord | null; readonly vaultKey: NumberedVaultKey },
): Sealed | null {
  const unlockPublic = decodeBase64url(record?.unlockPublic ?? "");
  try {
    return unlockPublic && boxForPasskey(random, unlockPublic, { place: { userId, passkeyId }, ...vaultKey });
  } catch (error) {
    // No public key.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
