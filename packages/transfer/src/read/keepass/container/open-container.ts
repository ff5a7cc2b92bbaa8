import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { blockMac, chachaNonce, cipherKey, headerMac, hmacBase } from "../../../keepass/file-keys.ts";
import { ImportRefusal } from "../../../refusal.ts";
import type { FileSecrets } from "../../reader.ts";
import { cutOff } from "./byte-reader.ts";
import { compositeKeys, wrongCredentials, wrongCredentialsOrDamaged } from "./credentials.ts";
import type { KdbxHeader } from "./header.ts";

const BLOCK_BYTES = 16;
const START_BYTES = 32;

/** The decrypted content in pieces, all checked; still packed where the header says so. */
export async function openContainer(header: KdbxHeader, secrets: FileSecrets): Promise<Uint8Array[]> {
  return header.major === 4 ? openVersion4(header, secrets) : openVersion3(header, secrets);
}

async function openVersion4(header: KdbxHeader, secrets: FileSecrets): Promise<Uint8Array[]> {
  const keys = compositeKeys(secrets);
  const headerHmac = header.rest.take(32);
  for (const composite of keys) {
    const transformed = await header.derivation(composite);
    const base = hmacBase(header.masterSeed, transformed);
    const mac = headerMac(base, header.bytes);
    if (timingSafeEqual(mac, headerHmac)) return decrypt(header, transformed, readBlocks(header, base));
  }
  throw wrongCredentials();
}

async function openVersion3(header: KdbxHeader, secrets: FileSecrets): Promise<Uint8Array[]> {
  const encrypted = header.rest.take(header.rest.left);
  if (encrypted.length === 0 || (header.cipher === "aes" && encrypted.length % BLOCK_BYTES !== 0))
    throw cutOff();
  for (const composite of compositeKeys(secrets)) {
    const transformed = await header.derivation(composite);
    const start = decipherFor(header, transformed).update(encrypted.subarray(0, START_BYTES + BLOCK_BYTES));
    if (Buffer.from(start.subarray(0, START_BYTES)).equals(header.startBytes))
      return readHashedBlocks(Buffer.concat(decrypt(header, transformed, [encrypted])).subarray(START_BYTES));
  }
  throw wrongCredentialsOrDamaged();
}

function decipherFor(header: KdbxHeader, transformed: Uint8Array) {
  const key = cipherKey(header.masterSeed, transformed);
  const { cipher, iv } = header;
  if (iv.length !== (cipher === "aes" ? 16 : 12))
    throw new ImportRefusal("damaged", "The file is damaged in its header: a part is missing.");
  return cipher === "aes"
    ? createDecipheriv("aes-256-cbc", key, iv)
    : createDecipheriv("chacha20", key, chachaNonce(iv));
}

function decrypt(header: KdbxHeader, transformed: Uint8Array, pieces: readonly Uint8Array[]): Uint8Array[] {
  const decipher = decipherFor(header, transformed);
  try {
    const plain: Uint8Array[] = pieces.map((piece) => decipher.update(piece));
    plain.push(decipher.final());
    return plain;
  } catch {
    throw new ImportRefusal(
      "damaged",
      "The file is damaged or incomplete: its end can't be decrypted. Copy it again.",
    );
  }
}

/** Version 4: each block has an HMAC over its number, length and content; an empty one is the last. */
function readBlocks({ rest }: KdbxHeader, base: Uint8Array): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let index = 0n; ; index += 1n) {
    const expected = rest.take(32);
    const length = rest.take(4);
    const content = rest.take(Buffer.from(length).readUInt32LE());
    const mac = blockMac(base, index, content);
    if (!timingSafeEqual(mac, expected)) throw damagedBlock(Number(index));
    if (content.length === 0) return blocks;
    blocks.push(content);
  }
}

/** Version 3: the hash alone, within the encrypted part. */
function readHashedBlocks(plain: Buffer): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let at = 0; ; ) {
    if (at + 40 > plain.length) throw cutOff();
    const hash = plain.subarray(at + 4, at + 36);
    const end = at + 40 + plain.readUInt32LE(at + 36);
    if (end > plain.length) throw cutOff();
    const content = plain.subarray(at + 40, end);
    if (content.length === 0) return blocks;
    if (!createHash("sha256").update(content).digest().equals(hash)) throw damagedBlock(blocks.length);
    blocks.push(content);
    at = end;
  }
}

const damagedBlock = (index: number): ImportRefusal =>
  new ImportRefusal(
    "damaged",
    `The file is damaged in part ${index + 1} of its content: the check value is wrong. Copy it again.`,
  );
