import { bytesOf, encodeBase64url } from "../../base64.ts";
import { wipe } from "../../cipher/keys.ts";
import { sealForPasskey } from "../../cipher/passkey-unlock.ts";
import { VaultError } from "../../errors.ts";
import type { PasskeyRow } from "../../store/passkey-store.ts";
import type { UnlockedAccount } from "../access/unlock.ts";
import type { VaultDeps } from "../deps.ts";
import { openPasskey, type PasskeyRecord } from "../records/passkey-record.ts";

/** @throws VaultError NOT_FOUND */
export async function findOwnPasskey(
  { store }: Pick<VaultDeps, "store">,
  { userId }: Pick<UnlockedAccount, "userId">,
  id: PasskeyRow["id"],
): Promise<PasskeyRow> {
  const row = await store.passkeys.find(userId, id);
  if (!row) throw new VaultError("NOT_FOUND", { table: "passkeys" });
  return row;
}

/** @throws VaultError RECORD_DAMAGED */
export function openOwnRecord({ keys }: Pick<UnlockedAccount, "keys">, row: PasskeyRow): PasskeyRecord {
  const record = openPasskey(keys, row);
  if (!record) throw new VaultError("RECORD_DAMAGED", { table: "passkeys", ids: [row.id] });
  return record;
}

/** What lets a passkey open the vault: two columns of its row, and the public key for its record. */
export function sealUnlock(
  { random }: Pick<VaultDeps, "random">,
  { userId, accountKey }: UnlockedAccount,
  { passkeyId, unlockSecret }: { readonly passkeyId: PasskeyRow["id"]; readonly unlockSecret: string },
) {
  const secret = bytesOf(unlockSecret);
  const { unlockPublic, ...columns } = sealForPasskey(random, secret, {
    place: { userId, passkeyId },
    vaultKey: accountKey,
  });
  wipe(secret);
  return { ...columns, record: { unlockPublic: encodeBase64url(unlockPublic) } };
}

/** For a passkey that only proves a second factor: its holder isn't asked who they are. */
export const cantOpen = () =>
  new VaultError(
    "INVALID_INPUT",
    { field: "unlockSecret" },
    "Only a passkey that logs in can open the vault. Add it again for logins.",
  );
