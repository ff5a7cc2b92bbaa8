import type { RandomBytes } from "../random-bytes.ts";
import { sodium } from "./sodium.ts";

declare const brand: unique symbol;
type KeyBytes<Name extends string> = Uint8Array & { readonly [brand]: Name };

/** 32 random bytes, made once for a vault; everything in it hangs on them. */
export type VaultKey = KeyBytes<"VaultKey">;
/** 32 bytes derived from a vault key; seals records. */
export type RecordKey = KeyBytes<"RecordKey">;
/** 32 bytes that wrap a vault key: from a passphrase, a recovery code, a session or a newer vault key. */
export type WrappingKey = KeyBytes<"WrappingKey">;

/** 32 random bytes, made once for a file; seal its chunks, and are kept in its sealed record. */
export type FileKey = KeyBytes<"FileKey">;

export const KEY_BYTES = 32;

/** A vault key and its number k, which counts from 1 and rises when the vault gets a new key. */
export interface NumberedVaultKey {
  readonly number: number;
  readonly key: VaultKey;
}

/** The record keys of a vault by number: the current one, and while a renewal is under way the one before. */
export interface RecordKeys {
  readonly current: number;
  readonly byNumber: ReadonlyMap<number, RecordKey>;
}

const VAULT_CONTEXT = "oppvault";
const RECORDS = 1;
// 2 is kept for export.
const PREVIOUS_KEY = 3;

export const newVaultKey = (random: RandomBytes): VaultKey => asVaultKey(random(KEY_BYTES));

/** @throws RangeError unless `bytes` are 32. */
export const asVaultKey = (bytes: Uint8Array): VaultKey => checkLength(bytes) as VaultKey;

export const newFileKey = (random: RandomBytes): FileKey => asFileKey(random(KEY_BYTES));

/** @throws RangeError unless `bytes` are 32. */
export const asFileKey = (bytes: Uint8Array): FileKey => checkLength(bytes) as FileKey;

/** @throws RangeError unless `bytes` are 32. */
export const asWrappingKey = (bytes: Uint8Array): WrappingKey => checkLength(bytes) as WrappingKey;

/** crypto_kdf, context "oppvault", subkey 1. */
export const deriveRecordKey = (vaultKey: VaultKey): RecordKey =>
  sodium.crypto_kdf_derive_from_key(KEY_BYTES, RECORDS, VAULT_CONTEXT, vaultKey) as RecordKey;

/** crypto_kdf, context "oppvault", subkey 3: keeps the key before while a vault gets a new one. */
export const derivePreviousKeyWrappingKey = (vaultKey: VaultKey): WrappingKey =>
  sodium.crypto_kdf_derive_from_key(KEY_BYTES, PREVIOUS_KEY, VAULT_CONTEXT, vaultKey) as WrappingKey;

/** The record keys of one vault key, and of the one it replaces. */
export function recordKeys(current: NumberedVaultKey, previous?: NumberedVaultKey | null): RecordKeys {
  const byNumber = new Map([[current.number, deriveRecordKey(current.key)]]);
  if (previous) byNumber.set(previous.number, deriveRecordKey(previous.key));
  return { current: current.number, byNumber };
}

/** Overwrites key bytes with zeros. Copies in the WASM heap or left by the garbage collector are out of reach. */
export function wipe(...secrets: (Uint8Array | null | undefined)[]): void {
  for (const bytes of secrets) bytes?.fill(0);
}

function checkLength(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`A key has ${KEY_BYTES} bytes, not ${bytes.length}.`);
  return bytes;
}
