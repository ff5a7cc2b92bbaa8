import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { decodeBase64url } from "@opp/core/base64";
import { Secret } from "@opp/core/secret";

const ALGORITHM = "chacha20-poly1305";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG = { authTagLength: 16 } as const;

interface Place {
  readonly server: string;
  readonly username: string;
  readonly token: string;
}

/**
 * Seals a passphrase under a key that is made for it alone. The seal goes to the session file and the key to the environment, so
 * neither opens anything alone. It is bound to the session: in another one's file it doesn't open.
 */
export function keepPassphrase(passphrase: Secret, place: Place): { sealed: string; key: Secret } {
  const key = randomBytes(KEY_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, TAG).setAAD(associatedData(place), {
    plaintextLength: Buffer.byteLength(passphrase.reveal()),
  });
  const ciphertext = Buffer.concat([cipher.update(passphrase.reveal(), "utf8"), cipher.final()]);
  const sealed = Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]).toString("base64url");
  const kept = { sealed, key: new Secret(key.toString("base64url")) };
  key.fill(0);
  return kept;
}

/** null: the key isn't this seal's, or the seal isn't this session's. */
export function openKeptPassphrase(sealed: string, keyText: string, place: Place): Secret | null {
  const key = decodeBase64url(keyText);
  const bytes = decodeBase64url(sealed);
  if (key?.length !== KEY_BYTES || !bytes || bytes.length < NONCE_BYTES + TAG.authTagLength) return null;
  const ciphertext = bytes.subarray(NONCE_BYTES, -TAG.authTagLength);
  try {
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), TAG)
      .setAAD(associatedData(place), { plaintextLength: ciphertext.length })
      .setAuthTag(bytes.subarray(-TAG.authTagLength));
    return new Secret(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8"));
  } catch {
    return null;
  } finally {
    key.fill(0);
  }
}

const associatedData = ({ server, username, token }: Place): Buffer =>
  Buffer.from(JSON.stringify(["opp kept passphrase 1", server, username, token]), "utf8");
