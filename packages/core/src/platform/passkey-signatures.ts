import { constants, createPublicKey, type KeyObject, verify } from "node:crypto";
import type { PasskeyAlgorithm } from "../rules/passkeys.ts";
import type { PasskeySignatures } from "../vault/deps.ts";

const RSA_BITS = { least: 2048, most: 4096 };

/** Whether a key is one of the algorithm's, at a size that is neither weak nor slow. */
const FITS: Readonly<Record<PasskeyAlgorithm, (key: KeyObject) => boolean>> = {
  [-8]: (key) => key.asymmetricKeyType === "ed25519",
  [-7]: (key) => key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1",
  [-257]: (key) => {
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === "rsa" && bits >= RSA_BITS.least && bits <= RSA_BITS.most;
  },
};

const VERIFY: Readonly<
  Record<PasskeyAlgorithm, (key: KeyObject, message: Uint8Array, signature: Uint8Array) => boolean>
> = {
  [-8]: (key, message, signature) => verify(null, message, key, signature),
  [-7]: (key, message, signature) => verify("sha256", message, { key, dsaEncoding: "der" }, signature),
  [-257]: (key, message, signature) =>
    verify("sha256", message, { key, padding: constants.RSA_PKCS1_PADDING }, signature),
};

/** Signatures of passkeys, by OpenSSL. */
export const passkeySignatures: PasskeySignatures = {
  isKey: (spki, algorithm) => readKey(spki, algorithm) !== null,
  verify(spki, algorithm, message, signature) {
    const key = readKey(spki, algorithm);
    if (!key) return false;
    try {
      return VERIFY[algorithm](key, message, signature);
    } catch {
      // A signature that isn't one of the algorithm's.
      return false;
    }
  },
};

function readKey(spki: Uint8Array, algorithm: PasskeyAlgorithm): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
    // Bytes behind it would be another text for the same key.
    const isExact = key.export({ format: "der", type: "spki" }).equals(spki);
    return isExact && FITS[algorithm](key) ? key : null;
  } catch {
    return null;
  }
}
