/** What an authenticator says with each answer (W3C Web Authentication level 3, section 6.1). */
export interface AuthenticatorData {
  /** SHA-256 of the host name that the browser told it. */
  readonly rpIdHash: Uint8Array;
  /** UP: someone touched it. */
  readonly isUserPresent: boolean;
  /** UV: its holder showed who they are, by a PIN or a finger. */
  readonly isUserVerified: boolean;
  /** BE: it may be copied to other devices of its holder. */
  readonly isBackupEligible: boolean;
  readonly signCount: number;
  /** null unless the passkey is a new one. */
  readonly credentialId: Uint8Array | null;
}

const RP_ID_HASH_BYTES = 32;
const FLAGS_AT = RP_ID_HASH_BYTES;
const COUNT_AT = FLAGS_AT + 1;
const FIXED_BYTES = COUNT_AT + 4;
const AAGUID_BYTES = 16;
const LENGTH_AT = FIXED_BYTES + AAGUID_BYTES;
const ID_AT = LENGTH_AT + 2;

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;
const ED = 0x80;

/** Reads the parts that are asked for; a public key and extensions that follow are left unread. @returns null for what can't be one. */
export function parseAuthenticatorData(bytes: Uint8Array): AuthenticatorData | null {
  if (bytes.length < FIXED_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(FLAGS_AT);
  const has = (flag: number) => (flags & flag) !== 0;
  // Copied, although it may not be.
  if (has(BS) && !has(BE)) return null;
  if (!has(AT) && !has(ED) && bytes.length > FIXED_BYTES) return null;
  const credentialId = has(AT) ? readCredentialId(bytes, view) : null;
  if (has(AT) && !credentialId) return null;
  return {
    rpIdHash: bytes.subarray(0, RP_ID_HASH_BYTES),
    isUserPresent: has(UP),
    isUserVerified: has(UV),
    isBackupEligible: has(BE),
    signCount: view.getUint32(COUNT_AT),
    credentialId,
  };
}

function readCredentialId(bytes: Uint8Array, view: DataView): Uint8Array | null {
  if (bytes.length < ID_AT) return null;
  const length = view.getUint16(LENGTH_AT);
  // Its public key follows.
  return length > 0 && bytes.length > ID_AT + length ? bytes.subarray(ID_AT, ID_AT + length) : null;
}
