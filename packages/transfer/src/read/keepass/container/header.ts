import { createHash } from "node:crypto";
import {
  CIPHER,
  HEADER_FIELD,
  KDBX_SIGNATURE,
  KEEPASS_1_SIGNATURE,
  SIGNATURE,
} from "../../../keepass/constants.ts";
import { ImportRefusal } from "../../../refusal.ts";
import { ByteReader, readU32, readU64 } from "./byte-reader.ts";
import { aesKey, type KeyDerivation, readKdf } from "./key-derivation.ts";

export interface KdbxHeader {
  readonly major: 3 | 4;
  readonly minor: number;
  readonly cipher: "aes" | "chacha20";
  readonly gzip: boolean;
  readonly masterSeed: Uint8Array;
  readonly iv: Uint8Array;
  readonly derivation: KeyDerivation;
  /** All bytes of it, which hashes are made of. */
  readonly bytes: Uint8Array;
  /** Of 3.1 alone: later versions have these in the encrypted part. */
  readonly streamKey: Uint8Array;
  readonly streamCipher: number;
  readonly startBytes: Uint8Array;
  /** What follows the header. */
  readonly rest: ByteReader;
}

export function isKeepass(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  const reader = new ByteReader(bytes);
  return reader.u32() === SIGNATURE && [KDBX_SIGNATURE, KEEPASS_1_SIGNATURE].includes(reader.u32());
}

/** The order of checks tells mistakes apart: version, whole header, its hash, what is known, what it costs. */
export function readHeader(file: Uint8Array): KdbxHeader {
  const reader = new ByteReader(file);
  reader.take(4);
  if (reader.u32() === KEEPASS_1_SIGNATURE)
    throw new ImportRefusal(
      "unsupported",
      "This is a database of KeePass 1. Open it in KeePass 2 or KeePassXC, save it as .kdbx and import that.",
    );
  const minor = reader.u16();
  const major = reader.u16();
  if (major !== 3 && major !== 4)
    throw new ImportRefusal(
      "unsupported",
      `The file is KDBX version ${major}; versions 3 and 4 can be read. Save it in one of them.`,
    );
  const fields = readFields(reader, major);
  const bytes = file.subarray(0, reader.at);
  if (major === 4 && !createHash("sha256").update(bytes).digest().equals(reader.take(32)))
    throw new ImportRefusal(
      "damaged",
      "The file is damaged in its header: the check value is wrong. Copy it again.",
    );
  return {
    major,
    minor,
    bytes,
    cipher: cipherOf(fields.get(HEADER_FIELD.cipher)),
    gzip: isGzip(fields.get(HEADER_FIELD.compression)),
    masterSeed: withLength(fields.get(HEADER_FIELD.masterSeed), 32),
    iv: fields.get(HEADER_FIELD.iv) ?? new Uint8Array(0),
    derivation: major === 4 ? readKdf(fields.get(HEADER_FIELD.kdf)) : oldKdf(fields),
    streamKey: fields.get(HEADER_FIELD.streamKey) ?? new Uint8Array(0),
    streamCipher: readU32(fields.get(HEADER_FIELD.streamCipher)) ?? 0,
    startBytes: major === 3 ? withLength(fields.get(HEADER_FIELD.startBytes), 32) : new Uint8Array(0),
    rest: reader,
  };
}

function readFields(reader: ByteReader, major: 3 | 4): Map<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  for (;;) {
    const id = reader.u8();
    const value = reader.take(major === 3 ? reader.u16() : reader.u32());
    if (id === HEADER_FIELD.end) return fields;
    fields.set(id, value);
  }
}

function cipherOf(id: Uint8Array | undefined): KdbxHeader["cipher"] {
  const hex = Buffer.from(id ?? []).toString("hex");
  if (hex === CIPHER.aes) return "aes";
  if (hex === CIPHER.chacha20) return "chacha20";
  const named = hex === CIPHER.twofish ? "Twofish" : "a cipher that isn't known here";
  throw new ImportRefusal(
    "unsupported",
    `The file is encrypted with ${named}. Choose AES-256 or ChaCha20 in the program that made it, and save again.`,
  );
}

function isGzip(value: Uint8Array | undefined): boolean {
  const number = readU32(value) ?? 0;
  if (number > 1)
    throw new ImportRefusal("unsupported", "The file is packed in a way that isn't known here.");
  return number === 1;
}

const oldKdf = (fields: ReadonlyMap<number, Uint8Array>): KeyDerivation =>
  aesKey(
    withLength(fields.get(HEADER_FIELD.transformSeed), 32),
    readU64(fields.get(HEADER_FIELD.transformRounds)),
  );

function withLength(value: Uint8Array | undefined, bytes: number): Uint8Array {
  if (value?.length === bytes) return value;
  throw new ImportRefusal("damaged", "The file is damaged in its header: a part is missing.");
}
