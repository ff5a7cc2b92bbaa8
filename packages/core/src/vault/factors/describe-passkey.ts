import { encodeBase64url } from "../../base64.ts";
import type { RecordKeys } from "../../cipher/keys.ts";
import type { Passkey, PasskeyFacts } from "../../schemas/passkeys.ts";
import type { PasskeyRow } from "../../store/passkey-store.ts";
import { describePasskeyId } from "../access/passkey-login.ts";
import { openPasskey } from "../records/passkey-record.ts";

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

export const describePasskey = (keys: RecordKeys, row: PasskeyRow): Passkey => ({
  ...describePasskeyFacts(row),
  name: openPasskey(keys, row)?.name ?? null,
});
