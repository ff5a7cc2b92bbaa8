export interface SealedText {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** OWASP's 2023 figure for PBKDF2-HMAC-SHA256; some 200 ms, off the main thread. */
const ITERATIONS = 600_000;

/**
 * AES-256-GCM under PBKDF2(passphrase, fresh salt), or under a passkey's own key: for text that waits in memory under the lock,
 * never for storage.
 */
export async function sealText(secret: string | CryptoKey, text: string): Promise<SealedText> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyOf(secret, salt, "encrypt");
  const bytes = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce },
    key,
    new TextEncoder().encode(text),
  );
  return { salt, nonce, bytes };
}

/** null: another passphrase or passkey sealed it. */
export async function openText(secret: string | CryptoKey, sealed: SealedText): Promise<string | null> {
  const key = await keyOf(secret, sealed.salt, "decrypt");
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.nonce }, key, sealed.bytes);
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

async function keyOf(
  secret: string | CryptoKey,
  salt: Uint8Array<ArrayBuffer>,
  usage: KeyUsage,
): Promise<CryptoKey> {
  if (typeof secret !== "string") return secret;
  const bytes = new TextEncoder().encode(secret.normalize("NFC"));
  const material = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ITERATIONS };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, [usage]);
}
