import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import { asWrappingKey, KEY_BYTES, type NumberedVaultKey, wipe } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";
import { openVaultKey, sealVaultKey } from "./vault-key-seal.ts";

const CODE_BYTES = 20;
const CODE_CHARS = 32;
const GROUP_CHARS = 4;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Crockford's check symbols: the alphabet, then five for the remainders 32 to 36. */
const CHECK_ALPHABET = `${ALPHABET}*~$=U`;
const LABEL = "opp/recovery/v1";

/** 20 random bytes as 32 Crockford base-32 characters and a check character, in groups of four. */
export function newRecoveryCode(random: RandomBytes): string {
  const bytes = random(CODE_BYTES);
  const code = encode(bytes);
  wipe(bytes);
  return code;
}

/** Whether a code is well-formed: what a person mistyped is told apart from a wrong code without any key. */
export const isRecoveryCode = (code: string): boolean => decode(code) !== null;

/** Seals the vault key a second time, under the code's key. The code must be one that `newRecoveryCode` made. */
export function sealForRecovery(
  random: RandomBytes,
  code: string,
  { userId, vaultKey }: { readonly userId: number; readonly vaultKey: NumberedVaultKey },
): Sealed {
  const key = recoveryKey(code);
  if (!key) throw new RangeError("Not a recovery code.");
  return sealVaultKey(random, key, {
    vaultKey,
    place: { kind: "recovery-wrap", userId, keyNumber: vaultKey.number },
  });
}

/** @returns null for a wrong or mistyped code, and for a damaged seal. */
export function openWithRecoveryCode(
  code: string,
  userId: number,
  { keyNumber, sealed }: { readonly keyNumber: number; readonly sealed: Sealed },
): NumberedVaultKey | null {
  const key = recoveryKey(code);
  return key && openVaultKey(key, sealed, { kind: "recovery-wrap", userId, keyNumber });
}

function recoveryKey(code: string) {
  const bytes = decode(code);
  if (!bytes) return null;
  const label = utf8Encode(LABEL);
  const message = new Uint8Array(label.length + bytes.length);
  message.set(label);
  message.set(bytes, label.length);
  const key = asWrappingKey(sodium.crypto_generichash(KEY_BYTES, message, null));
  wipe(bytes, message);
  return key;
}

function encode(bytes: Uint8Array): string {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let chars = "";
  for (let at = CODE_CHARS - 1; at >= 0; at -= 1)
    chars += ALPHABET.charAt(Number((value >> BigInt(at * 5)) & 31n));
  chars += CHECK_ALPHABET.charAt(Number(value % 37n));
  return chars.replace(new RegExp(`.{${GROUP_CHARS}}(?=.)`, "g"), "$&-");
}

/** Forgives what people do to a code: small letters, blanks and dashes anywhere, O for 0, I and L for 1. */
function decode(code: string): Uint8Array | null {
  const chars = code.toUpperCase().replace(/[\s\p{Dash_Punctuation}]/gu, "");
  if (chars.length !== CODE_CHARS + 1) return null;
  let value = 0n;
  for (const char of chars.slice(0, CODE_CHARS).replace(/O/g, "0").replace(/[IL]/g, "1")) {
    const digit = ALPHABET.indexOf(char);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  const check = chars.charAt(CODE_CHARS).replace("O", "0").replace(/[IL]/, "1");
  if (CHECK_ALPHABET.charAt(Number(value % 37n)) !== check) return null;
  const bytes = new Uint8Array(CODE_BYTES);
  for (let at = CODE_BYTES - 1; at >= 0; at -= 1) {
    bytes[at] = Number(value & 255n);
    value >>= 8n;
  }
  return bytes;
}
