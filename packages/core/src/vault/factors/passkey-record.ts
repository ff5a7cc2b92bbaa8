import { z } from "zod";
import { encodeBase64url } from "../../base64.ts";
import { openRecord, type RecordPlace, sealRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import type { Passkey, PasskeyFacts } from "../../schemas/passkeys.ts";
import type { Sealed } from "../../sealed.ts";
import type { PasskeyRow } from "../../store/passkey-store.ts";
import { describePasskeyId } from "../access/log-in-with-passkey.ts";
import type { UnlockedAccount } from "../access/unlock.ts";
import type { VaultDeps } from "../deps.ts";

/** What is sealed of a passkey. Fields of a newer version are kept when it is sealed again. */
const passkeyRecord = z.looseObject({ name: z.string() });
export type PasskeyRecord = z.output<typeof passkeyRecord>;

type Place = { readonly id: number; readonly userId: UserId; readonly sealRev: number };
const placeOf = ({ id, userId, sealRev }: Place): RecordPlace => ({ table: "passkey", id, userId, sealRev });

export const sealPasskey = (
  { random }: Pick<VaultDeps, "random">,
  { keys }: Pick<UnlockedAccount, "keys">,
  place: Place,
  record: PasskeyRecord,
): Sealed => sealRecord(random, keys, placeOf(place), record);

/** @returns null for a record that doesn't open, or isn't one of a passkey. */
export function openPasskey({ keys }: Pick<UnlockedAccount, "keys">, row: PasskeyRow): PasskeyRecord | null {
  try {
    return passkeyRecord.safeParse(openRecord(keys, placeOf(row), row.sealed)).data ?? null;
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

export const describePasskeyFacts = (row: PasskeyRow): PasskeyFacts => ({
  id: row.id,
  credentialId: encodeBase64url(row.credentialId),
  rpId: row.rpId,
  mayLogIn: row.mayLogIn,
  synced: row.backupEligible,
  opensVault: row.unlockBox !== null,
  transports: describePasskeyId(row).transports,
  createdAt: row.createdAt,
  lastUsedAt: row.lastUsedAt,
});

export const describePasskey = (account: Pick<UnlockedAccount, "keys">, row: PasskeyRow): Passkey => ({
  ...describePasskeyFacts(row),
  name: openPasskey(account, row)?.name ?? null,
});
