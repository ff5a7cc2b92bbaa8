/** COSE's numbers of the signatures that a passkey may make: Ed25519, ES256 and RS256, in the order in which they are asked for. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257] as const;
export type PasskeyAlgorithm = (typeof PASSKEY_ALGORITHMS)[number];

/** What a passkey is for: to log in, also without username and password, or only to prove a second factor. */
export const PASSKEY_USES = ["log-in", "second-factor"] as const;
export type PasskeyUse = (typeof PASSKEY_USES)[number];

/** What a passkey computes the secret from that opens the vault (WebAuthn's `prf.eval.first`), and the info of its HKDF. UTF-8. */
export const PASSKEY_UNLOCK_LABEL = "opp/passkey-unlock/v1";

/** The length of what the browser's HKDF-SHA-256 answers. */
export const UNLOCK_SECRET_BYTES = 32;
