import { createHash, createHmac } from "node:crypto";

const HEADER_INDEX = 0xffff_ffff_ffff_ffffn;

export const cipherKey = (masterSeed: Uint8Array, transformed: Uint8Array): Buffer =>
  createHash("sha256").update(masterSeed).update(transformed).digest();

/** What the keys of all HMACs of a file are made of. */
export const hmacBase = (masterSeed: Uint8Array, transformed: Uint8Array): Buffer =>
  createHash("sha512").update(masterSeed).update(transformed).update(Uint8Array.of(1)).digest();

export const headerMac = (base: Uint8Array, header: Uint8Array): Buffer =>
  createHmac("sha256", keyOf(base, HEADER_INDEX)).update(header).digest();

export const blockMac = (base: Uint8Array, index: bigint, content: Uint8Array): Buffer =>
  createHmac("sha256", keyOf(base, index))
    .update(u64(index))
    .update(u32(content.length))
    .update(content)
    .digest();

/** Node's ChaCha20 takes the block counter in front of the nonce. */
export const chachaNonce = (nonce: Uint8Array): Buffer => Buffer.concat([Buffer.alloc(4), nonce]);

const keyOf = (base: Uint8Array, index: bigint): Buffer =>
  createHash("sha512").update(u64(index)).update(base).digest();

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
