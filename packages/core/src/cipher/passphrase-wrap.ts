import { VaultError } from "../errors.ts";
import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import type { KdfLane, KdfLanes } from "./kdf-lanes.ts";
import { checkKdfParameters, type KdfParameters } from "./kdf-parameters.ts";
import { asWrappingKey, type NumberedVaultKey, wipe } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";
import { openVaultKey, sealVaultKey, type VaultKeyPlace } from "./vault-key-seal.ts";

const SALT_BYTES = 16;

/** A vault key sealed under the passphrase key, with everything that opening it needs but the passphrase. */
export interface WrappedVaultKey {
  readonly wrapNumber: number;
  readonly keyNumber: number;
  readonly salt: Uint8Array;
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly sealedVaultKey: Sealed;
}

/** Wraps a vault key under Argon2id(passphrase, fresh salt) with today's parameters. @param passphrase NFC, as its schema answers it. */
export async function wrapVaultKey(
  deps: { readonly random: RandomBytes; readonly kdf: KdfLanes },
  lane: KdfLane,
  {
    passphrase,
    place,
    vaultKey,
    parameters,
  }: {
    readonly passphrase: string;
    readonly place: { readonly userId: number; readonly wrapNumber: number };
    readonly vaultKey: NumberedVaultKey;
    readonly parameters: KdfParameters;
  },
): Promise<WrappedVaultKey> {
  checkKdfParameters(parameters);
  const salt = deps.random(SALT_BYTES);
  const facts = { wrapNumber: place.wrapNumber, keyNumber: vaultKey.number, salt, ...pick(parameters) };
  const kek = await passphraseKey(deps.kdf, lane, { passphrase, salt, parameters, account: place.userId });
  return {
    ...facts,
    sealedVaultKey: sealVaultKey(deps.random, kek, { vaultKey, place: wrapPlace(place.userId, facts) }),
  };
}

/**
 * One Argon2id run, then the seal. @returns null for a wrong passphrase or a damaged wrap.
 * @throws VaultError RECORD_DAMAGED for parameters out of bounds and a salt of another length, before they cost anything; BUSY when the lane is full.
 */
export async function unwrapVaultKey(
  kdf: KdfLanes,
  lane: KdfLane,
  {
    passphrase,
    userId,
    wrap,
  }: { readonly passphrase: string; readonly userId: number; readonly wrap: WrappedVaultKey },
): Promise<NumberedVaultKey | null> {
  if (wrap.salt.length !== SALT_BYTES)
    throw new VaultError("RECORD_DAMAGED", { table: "users", field: "salt" });
  const kek = await passphraseKey(kdf, lane, {
    passphrase,
    salt: wrap.salt,
    parameters: wrap,
    account: userId,
  });
  return openVaultKey(kek, wrap.sealedVaultKey, wrapPlace(userId, wrap));
}

async function passphraseKey(
  kdf: KdfLanes,
  lane: KdfLane,
  {
    passphrase,
    salt,
    parameters,
    account,
  }: {
    readonly passphrase: string;
    readonly salt: Uint8Array;
    readonly parameters: KdfParameters;
    readonly account: number;
  },
) {
  checkKdfParameters(parameters);
  const message = utf8Encode(passphrase);
  try {
    return asWrappingKey(await kdf.derive(lane, message, salt, parameters, account));
  } finally {
    wipe(message);
  }
}

const wrapPlace = (userId: number, wrap: Omit<WrappedVaultKey, "sealedVaultKey">): VaultKeyPlace => ({
  kind: "passphrase-wrap",
  userId,
  keyNumber: wrap.keyNumber,
  wrapNumber: wrap.wrapNumber,
  kdf: pick(wrap),
  salt: sodium.to_hex(wrap.salt),
});

const pick = ({ memoryKib, passes, parallelism }: KdfParameters): KdfParameters => ({
  memoryKib,
  passes,
  parallelism,
});
