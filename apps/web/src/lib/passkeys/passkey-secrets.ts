import { base64urlOf } from "../../base/base64url.ts";

/** What a passkey computes for this site, the same each time. It never leaves the browser. */
export type PasskeyPrf = BufferSource;

/** What the passkey is asked to compute it from. */
export const PRF_INPUT = "opp/passkey-unlock/v1";

/** For the server, which opens the vault with it: HKDF-SHA-256 of the PRF's output, 32 bytes in base64url. */
export async function unlockSecretOf(prf: PasskeyPrf): Promise<string> {
  const bits = await crypto.subtle.deriveBits(hkdf("opp/passkey-unlock/v1"), await materialOf(prf), 256);
  return base64urlOf(new Uint8Array(bits));
}

/** For what waits in this browser while the vault is locked; another key, which is never sent. */
export async function waitingKeyOf(prf: PasskeyPrf): Promise<CryptoKey> {
  const kind = { name: "AES-GCM", length: 256 };
  const uses: KeyUsage[] = ["encrypt", "decrypt"];
  return crypto.subtle.deriveKey(hkdf("opp/passkey-client/v1"), await materialOf(prf), kind, false, uses);
}

const hkdf = (info: string): HkdfParams => ({
  name: "HKDF",
  hash: "SHA-256",
  salt: new Uint8Array(),
  info: new TextEncoder().encode(info),
});

const materialOf = (prf: PasskeyPrf): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", prf, "HKDF", false, ["deriveBits", "deriveKey"]);
