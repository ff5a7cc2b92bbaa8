import { writeSshKey } from "@opp/core/items/formats/ssh-key";

const SEED_BYTES = 32;

/** A new pair of keys, made by this browser; null: it doesn't know Ed25519. */
export async function generateSshKey(comment: string) {
  const { subtle } = crypto;
  const pair = await subtle.generateKey("Ed25519", true, ["sign", "verify"]).catch(() => null);
  if (!pair || !("privateKey" in pair)) return null;
  const [pkcs8, publicKey] = await Promise.all([
    subtle.exportKey("pkcs8", pair.privateKey),
    subtle.exportKey("raw", pair.publicKey),
  ]);
  // RFC 8410: the seed is the end of it.
  const seed = new Uint8Array(pkcs8).slice(-SEED_BYTES);
  return writeSshKey(
    { seed, publicKey: new Uint8Array(publicKey) },
    crypto.getRandomValues(new Uint8Array(4)),
    comment,
  );
}
