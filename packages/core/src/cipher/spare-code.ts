import type { RandomBytes } from "../random-bytes.ts";
import { SPARE_CODE_ALPHABET, SPARE_CODE_CHARS } from "../rules/factor-codes.ts";
import { KEY_BYTES, wipe } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const LABEL = utf8Encode("opp/spare-code/v1");
const GROUP_CHARS = 4;

/** 60 random bits as twelve characters of Crockford's base 32, without the dashes that they are shown with. */
export const newSpareCode = (random: RandomBytes): string =>
  // 32 divides 256, so that every character is as likely as any other.
  Array.from(random(SPARE_CODE_CHARS), (byte) => SPARE_CODE_ALPHABET.charAt(byte % 32)).join("");

export const showSpareCode = (code: string): string =>
  code.replace(new RegExp(`.{${GROUP_CHARS}}(?=.)`, "g"), "$&-");

/**
 * BLAKE2b-256 keyed with the server's subkey 5, message = "opp/spare-code/v1" ‖ account (8, big-endian) ‖ the 12 ASCII characters.
 * Not slow: an attacker with the key can open the secrets of authenticator apps, too.
 */
export function hashSpareCode(spareCodeKey: Uint8Array, userId: number, code: string): Uint8Array {
  const chars = utf8Encode(code);
  const message = new Uint8Array(LABEL.length + 8 + chars.length);
  message.set(LABEL);
  new DataView(message.buffer).setBigUint64(LABEL.length, BigInt(userId));
  message.set(chars, LABEL.length + 8);
  const hash = sodium.crypto_generichash(KEY_BYTES, message, spareCodeKey);
  wipe(message, chars);
  return hash;
}
