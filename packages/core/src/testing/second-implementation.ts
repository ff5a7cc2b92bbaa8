/**
 * The format as docs/format.md tells it, on other foundations than the product's: noble's XChaCha20-Poly1305 and BLAKE2b, and
 * Node's Argon2id. It imports nothing of the product, so what agrees with it agrees with the document.
 */
import { argon2Sync, createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { blake2b } from "@noble/hashes/blake2.js";

const utf8 = (text: string) => new Uint8Array(Buffer.from(text, "utf8"));
const ascii = (text: string) => new Uint8Array(Buffer.from(text, "ascii"));
export const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
export const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** libsodium's crypto_kdf: BLAKE2b-256 of nothing, the master key as key, number and context as salt and personalization. */
export function subkey(master: Uint8Array, context: string, number: number): Uint8Array {
  const salt = new Uint8Array(16);
  new DataView(salt.buffer).setBigUint64(0, BigInt(number), true);
  const personalization = join(ascii(context), new Uint8Array(8));
  return blake2b(new Uint8Array(0), { dkLen: 32, key: master, salt, personalization });
}

export interface Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

export const passphraseKey = (text: string, salt: Uint8Array, cost: Cost): Uint8Array =>
  new Uint8Array(
    argon2Sync("argon2id", {
      message: utf8(text),
      nonce: salt,
      memory: cost.memoryKib,
      passes: cost.passes,
      parallelism: cost.parallelism,
      tagLength: 32,
    }),
  );

export function phc(password: string, salt: Uint8Array, cost: Cost): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replace(/=+$/, "");
  const { memoryKib, passes, parallelism } = cost;
  const tag = passphraseKey(password, salt, cost);
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

export function pad64(json: string): Uint8Array {
  const bytes = utf8(json);
  const padded = new Uint8Array(bytes.length + 64 - (bytes.length % 64));
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

export function seal(
  key: Uint8Array,
  keyNumber: number,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  place: string,
): Uint8Array {
  const header = new Uint8Array(5);
  header[0] = 1;
  new DataView(header.buffer).setUint32(1, keyNumber, false);
  return join(header, nonce, xchacha20poly1305(key, nonce, ascii(place)).encrypt(plaintext));
}

export function open(key: Uint8Array, sealed: Uint8Array, place: string): Uint8Array {
  return xchacha20poly1305(key, sealed.subarray(5, 29), ascii(place)).decrypt(sealed.subarray(29));
}

export const sessionSecretHash = (secret: Uint8Array): Uint8Array =>
  blake2b(join(ascii("opp/session-id/v1"), secret), { dkLen: 32 });

export const sessionKey = (
  secret: Uint8Array,
  pepper: Uint8Array,
  sessionId: string,
  passphrase: string,
): Uint8Array =>
  blake2b(join(pepper, ascii("opp/session-seal/v1"), fromHex(sessionId), utf8(passphrase)), {
    dkLen: 32,
    key: secret,
  });

export const ticketKey = (
  secret: Uint8Array,
  pepper: Uint8Array,
  sessionId: string,
  ticket: Uint8Array,
): Uint8Array =>
  blake2b(join(pepper, ascii("opp/session-ticket/v1"), fromHex(sessionId), ticket), {
    dkLen: 32,
    key: secret,
  });

export const passkeyKey = (unlockSecret: Uint8Array): Uint8Array =>
  blake2b(join(ascii("opp/passkey-key/v1"), unlockSecret), { dkLen: 32 });

/** X25519 by OpenSSL, which takes keys in DER only. */
export const x25519Public = (privateKey: Uint8Array): Uint8Array =>
  new Uint8Array(
    createPublicKey(privateOf(privateKey)).export({ format: "der", type: "spki" }).subarray(SPKI_HEAD.length),
  );

const PKCS8_HEAD = fromHex("302e020100300506032b656e04220420");
const SPKI_HEAD = fromHex("302a300506032b656e032100");
const privateOf = (bytes: Uint8Array) =>
  createPrivateKey({ key: Buffer.from(join(PKCS8_HEAD, bytes)), format: "der", type: "pkcs8" });
const publicOf = (bytes: Uint8Array) =>
  createPublicKey({ key: Buffer.from(join(SPKI_HEAD, bytes)), format: "der", type: "spki" });

export const boxKey = (
  ownPrivate: Uint8Array,
  otherPublic: Uint8Array,
  E: Uint8Array,
  P: Uint8Array,
): Uint8Array =>
  blake2b(join(ascii("opp/box/v1"), E, P), {
    dkLen: 32,
    key: new Uint8Array(
      diffieHellman({ privateKey: privateOf(ownPrivate), publicKey: publicOf(otherPublic) }),
    ),
  });

export interface ChallengeParts {
  readonly nonce: string;
  readonly expiresAt: number;
  readonly purpose: number;
  readonly userId: number;
  /** Hex; zeros where there is none. */
  readonly sessionId: string;
}

export function challenge(key: Uint8Array, parts: ChallengeParts): Uint8Array {
  const number = (value: number) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(value), false);
    return bytes;
  };
  const head = join(
    fromHex(parts.nonce),
    number(parts.expiresAt),
    Uint8Array.of(parts.purpose),
    number(parts.userId),
    fromHex(parts.sessionId),
  );
  const mac = blake2b(join(ascii("opp/challenge/v1"), head), { dkLen: 32, key });
  return join(head, mac.subarray(0, 16));
}

export function spareCodeHash(key: Uint8Array, account: number, code: string): Uint8Array {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(account), false);
  return blake2b(join(ascii("opp/spare-code/v1"), number, ascii(code)), { dkLen: 32, key });
}

export const recoveryKey = (bytes: Uint8Array): Uint8Array =>
  blake2b(join(ascii("opp/recovery/v1"), bytes), { dkLen: 32 });

export function recoveryCode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
  const digits = (bits.match(/.{5}/g) ?? []).map((five) => Number.parseInt(five, 2));
  const check = digits.reduce((rest, digit) => (rest * 32 + digit) % 37, 0);
  const code = [...digits, check].map((value) => alphabet.charAt(value)).join("");
  return (code.match(/.{1,4}/g) ?? []).join("-");
}
