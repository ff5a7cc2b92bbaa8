import { decodeBase64url } from "@opp/core/base64";
import { openEnvelope, sealEnvelope } from "@opp/core/cipher/envelope";
import { checkKdfParameters, type KdfParameters } from "@opp/core/cipher/kdf-parameters";
import { wipe } from "@opp/core/cipher/keys";
import type { RandomBytes } from "@opp/core/random-bytes";
import { asSealed } from "@opp/core/sealed";
import { deriveArgon2 } from "../derive/argon2.ts";
import { ImportRefusal } from "../refusal.ts";

const MAGIC = "OPPa";
const FORMAT_VERSION = 1;
export const HEADER_AT = 12;
export const HEADER_BYTES_MAX = 65_536;
/** Plaintext in each chunk but the last. */
export const CHUNK_BYTES = 65_536;
const KEY_BYTES = 32;
const ID_BYTES = 16;

/** A file can be guessed at for ever, so it costs more than a login. */
export const ARCHIVE_KDF: KdfParameters = { memoryKib: 128 * 1024, passes: 3, parallelism: 1 };

export interface ArchiveKey {
  /** Hex. */
  readonly id: string;
  /** Seals the chunks. Wipe it afterwards. */
  readonly key: Uint8Array;
  /** The header's JSON: the chunks are bound to its hash. */
  readonly header: Uint8Array;
}

interface HeaderJson {
  readonly format: number;
  readonly chunk: number;
  readonly id: string;
  readonly kdf: {
    readonly alg: "argon2id";
    readonly m: number;
    readonly t: number;
    readonly p: number;
    readonly s: string;
  };
  readonly key: string;
}

/** A new archive's key, wrapped under Argon2id(passphrase), and the first bytes of the file. @param passphrase is composed (NFC) here. */
export async function makeArchiveKey(
  random: RandomBytes,
  passphrase: string,
  kdf: KdfParameters = ARCHIVE_KDF,
): Promise<{ readonly archive: ArchiveKey; readonly start: Uint8Array }> {
  checkKdfParameters(kdf);
  const id = hex(random(ID_BYTES));
  const salt = random(ID_BYTES);
  const key = random(KEY_BYTES);
  const wrapping = await derive(passphrase, salt, kdf);
  const place = { kind: "archive-key", archiveId: id, kdf, salt: hex(salt) } as const;
  const sealed = sealEnvelope(random, wrapping, key, place);
  wipe(wrapping);
  const json: HeaderJson = {
    format: FORMAT_VERSION,
    chunk: CHUNK_BYTES,
    id,
    kdf: { alg: "argon2id", m: kdf.memoryKib, t: kdf.passes, p: kdf.parallelism, s: hex(salt) },
    key: Buffer.from(sealed).toString("base64url"),
  };
  const header = new TextEncoder().encode(JSON.stringify(json));
  const start = new Uint8Array(HEADER_AT + header.length);
  start.set(new TextEncoder().encode(MAGIC));
  start[4] = FORMAT_VERSION;
  new DataView(start.buffer).setUint32(8, header.length);
  start.set(header, HEADER_AT);
  return { archive: { id, key, header }, start };
}

export const isArchive = (bytes: Uint8Array): boolean =>
  new TextDecoder("latin1").decode(bytes.subarray(0, MAGIC.length)) === MAGIC;

/**
 * The length of the header, from the first 12 bytes of a file.
 * @throws ImportRefusal unsupported for another version, damaged
 */
export function headerLength(start: Uint8Array): number {
  if (start.length < HEADER_AT || !isArchive(start)) throw damaged("its first bytes");
  if (start[4] !== FORMAT_VERSION)
    throw new ImportRefusal(
      "unsupported",
      `The archive has version ${start[4]}; this program reads version ${FORMAT_VERSION}. A newer release wrote it: update this one.`,
    );
  const length = new DataView(start.buffer, start.byteOffset).getUint32(8);
  if (length > HEADER_BYTES_MAX || start[5] || start[6] || start[7]) throw damaged("its header");
  return length;
}

/** @throws ImportRefusal damaged, too-costly; wrong-credentials where the passphrase doesn't open it */
export async function openArchiveKey(header: Uint8Array, passphrase: string): Promise<ArchiveKey> {
  const { id, kdf, salt, sealed } = readHeader(header);
  const wrapping = await derive(passphrase, Buffer.from(salt, "hex"), kdf);
  const key = openEnvelope(wrapping, sealed, { kind: "archive-key", archiveId: id, kdf, salt });
  wipe(wrapping);
  if (!key || key.length !== KEY_BYTES)
    throw new ImportRefusal("wrong-credentials", "This passphrase doesn't open the archive.");
  return { id, key, header };
}

function readHeader(header: Uint8Array) {
  const json = parseHeader(header);
  const text = (value: unknown, pattern: RegExp): string => {
    if (typeof value !== "string" || !pattern.test(value)) throw damaged("its header");
    return value;
  };
  const kdf = typeof json.kdf === "object" && json.kdf !== null ? { ...json.kdf } : {};
  if (json.format !== FORMAT_VERSION || json.chunk !== CHUNK_BYTES) throw damaged("its header");
  const costs: Record<string, unknown> = kdf;
  if (costs.alg !== "argon2id") throw damaged("its header");
  const cost = { memoryKib: Number(costs.m), passes: Number(costs.t), parallelism: Number(costs.p) };
  try {
    checkKdfParameters(cost);
  } catch {
    throw new ImportRefusal(
      "too-costly",
      "The archive asks for an unusual amount of work. It wasn't written by this program.",
    );
  }
  const sealed = decodeBase64url(text(json.key, /^[\w-]+$/));
  if (!sealed) throw damaged("its header");
  return {
    id: text(json.id, /^[0-9a-f]{32}$/),
    salt: text(costs.s, /^[0-9a-f]{32}$/),
    kdf: cost,
    sealed: asSealed(sealed),
  };
}

function parseHeader(header: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(header));
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {
    // Below.
  }
  throw damaged("its header");
}

/** libsodium's Argon2id has the same result for one lane. */
const derive = (passphrase: string, salt: Uint8Array, { memoryKib, passes, parallelism }: KdfParameters) =>
  deriveArgon2("argon2id", Buffer.from(passphrase.normalize("NFC")), {
    salt,
    cost: {
      memoryKiB: memoryKib,
      passes,
      lanes: parallelism,
    },
  });

export const damaged = (where: string): ImportRefusal =>
  new ImportRefusal("damaged", `The archive is damaged or incomplete at ${where}. Export it again.`);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
