import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import type { Otp } from "./otpauth.ts";

/** A code, and until when it is good: milliseconds since the epoch. */
export interface OneTimeCode {
  readonly code: string;
  readonly goodUntil: number;
}

const HASHES = { SHA1: sha1, SHA256: sha256, SHA512: sha512 } as const;

/** Without what is easily taken for something else. */
const STEAM_LETTERS = "23456789BCDFGHJKMNPQRTVWXY";

const ENCODERS = {
  digits: (number: number, length: number) => String(number % 10 ** length).padStart(length, "0"),
  /** As Steam does: from the lowest place up. */
  steam(number: number, length: number) {
    let code = "";
    for (let rest = number; code.length < length; rest = Math.floor(rest / STEAM_LETTERS.length))
      code += STEAM_LETTERS.charAt(rest % STEAM_LETTERS.length);
    return code;
  },
} as const;

/** The code of an instant: RFC 6238 (TOTP), which is RFC 4226 (HOTP) with the number of periods since 1970 as its counter. */
export function oneTimeCode(otp: Otp, now: number): OneTimeCode {
  const periodMs = otp.periodSeconds * 1000;
  const counter = Math.floor(now / periodMs);
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(counter));
  const mac = hmac(HASHES[otp.algorithm], otp.secret, message);
  // RFC 4226 section 5.3: the last byte's low half says where the four bytes stand; their top bit is left out.
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = new DataView(mac.buffer, mac.byteOffset).getUint32(offset) & 0x7fffffff;
  return { code: ENCODERS[otp.encoder](number, otp.digits), goodUntil: (counter + 1) * periodMs };
}
