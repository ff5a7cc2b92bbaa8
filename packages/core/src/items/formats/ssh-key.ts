import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { decodeBase64, encodeBase64 } from "../../base64.ts";

/** A key of Ed25519 as RFC 8032 has it. */
interface Ed25519Key {
  /** 32 bytes. */
  readonly seed: Uint8Array;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

interface SshKeyTexts {
  /** A file as `ssh-keygen` writes it, without a passphrase. */
  readonly privateKey: string;
  /** One line, as in `id_ed25519.pub` and `authorized_keys`. */
  readonly publicKey: string;
}

const TYPE = "ssh-ed25519";
const MAGIC = "openssh-key-v1\0";
/** OpenSSH breaks its lines there. */
const LINE_CHARACTERS = 70;
const BLOCK_BYTES = 8;

/**
 * The two texts of a key, as OpenSSH reads them (its PROTOCOL.key).
 * @param check 4 random bytes, by which a reader with the wrong passphrase would notice
 */
export function writeSshKey(
  { seed, publicKey }: Ed25519Key,
  check: Uint8Array,
  comment: string,
): SshKeyTexts {
  const note = comment.replaceAll(/[\r\n]+/g, " ").trim();
  const blob = concatBytes(text(TYPE), part(publicKey));
  const inside = concatBytes(check, check, blob, part(concatBytes(seed, publicKey)), text(note));
  const padding = Uint8Array.from({ length: -inside.length & (BLOCK_BYTES - 1) }, (_, index) => index + 1);
  const file = concatBytes(
    utf8ToBytes(MAGIC),
    text("none"),
    text("none"),
    text(""),
    number(1),
    part(blob),
    part(concatBytes(inside, padding)),
  );
  const lines = encodeBase64(file).match(new RegExp(`.{1,${LINE_CHARACTERS}}`, "g")) ?? [];
  return {
    privateKey: [BEGIN, ...lines, END, ""].join("\n"),
    publicKey: [TYPE, encodeBase64(blob), note].filter(Boolean).join(" "),
  };
}

const BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
const END = "-----END OPENSSH PRIVATE KEY-----";

/** `SHA256:…`, as `ssh-keygen -l` shows a public key; null: the text isn't one. */
export function sshFingerprint(publicKey: string): string | null {
  for (const [, type = "", encoded = ""] of publicKey.matchAll(PUBLIC_KEY)) {
    const blob = decodeBase64(encoded);
    if (blob && readText(blob, 0)?.value === type)
      return `SHA256:${encodeBase64(sha256(blob)).replace(/=+$/, "")}`;
  }
  return null;
}

const PUBLIC_KEY = /(?<!\S)([\w@.-]+) ([\d+/=A-Za-z]{16,})(?!\S)/g;

/** The public key in a private one of OpenSSH, which has it in clear even with a passphrase; null: it is another text. */
export function publicKeyIn(privateKey: string): string | null {
  const [, body = ""] = PRIVATE_KEY.exec(privateKey) ?? [];
  const bytes = decodeBase64(body.replaceAll(/\s/g, ""));
  if (!bytes || readAscii(bytes.subarray(0, MAGIC.length)) !== MAGIC) return null;
  const cipher = readPart(bytes, MAGIC.length);
  const derivation = cipher && readPart(bytes, cipher.end);
  const options = derivation && readPart(bytes, derivation.end);
  const blob = options && readPart(bytes, options.end + NUMBER_BYTES);
  const type = blob && readText(blob.value, 0);
  return blob && type ? `${type.value} ${encodeBase64(blob.value)}` : null;
}

/** What follows from the parts of a key that a person has: a public key where they have none, and its fingerprint. */
export function sshFacts(key: { readonly privateKey: string; readonly publicKey: string }): {
  readonly publicKey: string;
  readonly fingerprint: string;
} {
  const publicKey = key.publicKey.trim() === "" ? (publicKeyIn(key.privateKey) ?? "") : key.publicKey;
  return { publicKey, fingerprint: sshFingerprint(publicKey) ?? "" };
}

const PRIVATE_KEY = new RegExp(`${BEGIN}([\\s\\d+/=A-Za-z]+)${END}`);
const NUMBER_BYTES = 4;

// RFC 4251, section 5: numbers are big-endian, and a string is its length and its bytes.

const number = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
const part = (bytes: Uint8Array): Uint8Array => concatBytes(number(bytes.length), bytes);
const text = (value: string): Uint8Array => part(utf8ToBytes(value));

function readPart(bytes: Uint8Array, at: number): { value: Uint8Array; end: number } | null {
  const start = at + NUMBER_BYTES;
  if (start > bytes.length) return null;
  const length = [...bytes.subarray(at, start)].reduce((sum, byte) => sum * 256 + byte, 0);
  const end = start + length;
  return end > bytes.length ? null : { value: bytes.subarray(start, end), end };
}

function readText(bytes: Uint8Array, at: number) {
  const read = readPart(bytes, at);
  return read && { value: readAscii(read.value), end: read.end };
}

const readAscii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
