import { VaultError } from "../errors.ts";
import type { RandomBytes } from "../random-bytes.ts";
import type { KdfLane, KdfLanes } from "./kdf-lanes.ts";
import { checkKdfParameters, isBelowPolicy, type KdfParameters } from "./kdf-parameters.ts";
import { wipe } from "./keys.ts";
import { isLegacyHash } from "./legacy-password.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const SALT_BYTES = 16;
const VARIANT = sodium.base64_variants.ORIGINAL_NO_PADDING;
const PHC =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,6}),t=([1-9]\d?),p=([1-9]\d?)\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43})$/;

/** @param password NFC, as its schema answers it. @param account whose run it is; see KdfLanes. @returns an Argon2id PHC string. */
export async function hashPassword(
  deps: { readonly random: RandomBytes; readonly kdf: KdfLanes },
  lane: KdfLane,
  {
    password,
    parameters,
    account,
  }: { readonly password: string; readonly parameters: KdfParameters; readonly account?: number | undefined },
): Promise<string> {
  const salt = deps.random(SALT_BYTES);
  const hash = await derive(deps.kdf, lane, { password, salt, parameters, account });
  const { memoryKib, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** @throws VaultError RECORD_DAMAGED for a string that is no Argon2id PHC string within bounds; BUSY when the lane is full. */
export async function verifyPassword(
  kdf: KdfLanes,
  lane: KdfLane,
  {
    password,
    phc,
    account,
  }: { readonly password: string; readonly phc: string; readonly account?: number | undefined },
): Promise<boolean> {
  const { parameters, salt, hash } = parse(phc);
  const found = await derive(kdf, lane, { password, salt, parameters, account });
  const same = sodium.memcmp(found, hash);
  wipe(found);
  return same;
}

/** Whether the hash was made with less than `policy`, or by OpenPassPhrase. */
export const needsRehash = (hash: string, policy: KdfParameters): boolean =>
  isLegacyHash(hash) || isBelowPolicy(parse(hash).parameters, policy);

/** A hash that no password has: what an unknown username is checked against, so that it costs the same. */
export const decoyHash = (random: RandomBytes, { memoryKib, passes, parallelism }: KdfParameters): string =>
  `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(random(SALT_BYTES))}$${base64(random(32))}`;

async function derive(
  kdf: KdfLanes,
  lane: KdfLane,
  {
    password,
    salt,
    parameters,
    account,
  }: {
    readonly password: string;
    readonly salt: Uint8Array;
    readonly parameters: KdfParameters;
    readonly account?: number | undefined;
  },
) {
  checkKdfParameters(parameters);
  const message = utf8Encode(password);
  try {
    return await kdf.derive(lane, message, salt, parameters, account);
  } finally {
    wipe(message);
  }
}

function parse(phc: string) {
  const [, memoryKib, passes, parallelism, salt, hash] = PHC.exec(phc) ?? [];
  if (!salt || !hash) throw damaged();
  const parameters = {
    memoryKib: Number(memoryKib),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  checkKdfParameters(parameters);
  return { parameters, salt: fromBase64(salt), hash: fromBase64(hash) };
}

const damaged = () => new VaultError("RECORD_DAMAGED", { table: "users", field: "password" });

const base64 = (bytes: Uint8Array): string => sodium.to_base64(bytes, VARIANT);

/** libsodium refuses base64 that isn't canonical: a length that can't be, bits that belong to no byte. */
function fromBase64(text: string): Uint8Array {
  try {
    return sodium.from_base64(text, VARIANT);
  } catch {
    throw damaged();
  }
}
