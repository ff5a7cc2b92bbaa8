import { CIPHER, HEADER_FIELD, KDBX_SIGNATURE, KDF, SIGNATURE } from "../../keepass/constants.ts";
import { u32, u64 } from "../../keepass/file-keys.ts";

export interface KdbxKdf {
  readonly type: "argon2d" | "argon2id";
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface HeaderParts {
  readonly cipher: "aes" | "chacha20";
  readonly kdf: KdbxKdf;
  readonly salt: Uint8Array;
  readonly masterSeed: Uint8Array;
  readonly iv: Uint8Array;
}

const VERSION_4_1 = 0x0004_0001;
const GZIP = 1;
const ARGON2_VERSION = 0x13;
const TYPE = { u32: 0x04, u64: 0x05, bytes: 0x42 } as const;

export function fileHeader({ cipher, kdf, salt, masterSeed, iv }: HeaderParts): Buffer {
  const field = (id: number, value: Uint8Array) =>
    Buffer.concat([Uint8Array.of(id), u32(value.length), value]);
  return Buffer.concat([
    u32(SIGNATURE),
    u32(KDBX_SIGNATURE),
    u32(VERSION_4_1),
    field(HEADER_FIELD.cipher, Buffer.from(CIPHER[cipher], "hex")),
    field(HEADER_FIELD.compression, u32(GZIP)),
    field(HEADER_FIELD.masterSeed, masterSeed),
    field(HEADER_FIELD.iv, iv),
    field(HEADER_FIELD.kdf, kdfDictionary(kdf, salt)),
    field(HEADER_FIELD.end, Buffer.from("\r\n\r\n")),
  ]);
}

function kdfDictionary({ type, memoryKiB, passes, lanes }: KdbxKdf, salt: Uint8Array): Buffer {
  const entry = (kind: number, key: string, value: Uint8Array) =>
    Buffer.concat([Uint8Array.of(kind), u32(key.length), Buffer.from(key), u32(value.length), value]);
  return Buffer.concat([
    Uint8Array.of(0x00, 0x01),
    entry(TYPE.bytes, "$UUID", Buffer.from(KDF[type], "hex")),
    entry(TYPE.bytes, "S", salt),
    entry(TYPE.u64, "I", u64(BigInt(passes))),
    entry(TYPE.u64, "M", u64(BigInt(memoryKiB) * 1024n)),
    entry(TYPE.u32, "P", u32(lanes)),
    entry(TYPE.u32, "V", u32(ARGON2_VERSION)),
    Uint8Array.of(0),
  ]);
}
