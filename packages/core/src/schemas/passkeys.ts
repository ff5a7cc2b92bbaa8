import { z } from "zod";
import { decodeBase64url } from "../base64.ts";
import { LIMITS } from "../rules/limits.ts";
import { PASSKEY_ALGORITHMS, PASSKEY_USES, UNLOCK_SECRET_BYTES } from "../rules/passkeys.ts";
import { isVisible } from "../rules/text.ts";
import { answeredId, instant, passkeyId } from "./ids.ts";
import { password } from "./secrets.ts";
import { INVISIBLE_NAME, sentText } from "./text.ts";

const NOT_BASE64URL = "This must be base64url without padding.";

/** base64url. */
const bytes = (most: number) =>
  z
    .string()
    .max(Math.ceil((most * 4) / 3), "This is too long.")
    .refine((text) => decodeBase64url(text) !== null, NOT_BASE64URL);

/** Names a passkey among all that there are; its authenticator chose it. */
export const credentialId = bytes(1023);

const clientDataJSON = bytes(4096);
const authenticatorData = bytes(4096);

/** What a passkey computes to open the vault never leaves the browser: a page that forgot to take it out learns so at once. */
const clientExtensionResults = z.object({
  prf: z.never("Take prf out of clientExtensionResults before you send it.").optional(),
});

const type = z.literal("public-key");

/** What `PublicKeyCredential.toJSON()` says of a login, without `clientExtensionResults.prf`. */
export const passkeyAssertion = z.object({
  id: credentialId,
  type,
  response: z.object({
    clientDataJSON,
    authenticatorData,
    signature: bytes(1024),
    userHandle: bytes(64).nullish(),
  }),
  clientExtensionResults,
});
export type PasskeyAssertion = z.output<typeof passkeyAssertion>;

/** What `PublicKeyCredential.toJSON()` says of a new passkey, without `clientExtensionResults.prf`. */
const passkeyRegistration = z.object({
  id: credentialId,
  type,
  response: z.object({
    clientDataJSON,
    authenticatorData,
    publicKey: bytes(2048),
    publicKeyAlgorithm: z.literal(PASSKEY_ALGORITHMS),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
  clientExtensionResults,
});

const name = sentText("A name")
  .max(LIMITS.passkeyNameChars, `A name has at most ${LIMITS.passkeyNameChars} characters.`)
  .refine(isVisible, INVISIBLE_NAME);

/** 32 bytes; opens the vault together with the database. */
const unlockSecret = z
  .string()
  .refine(
    (text) => decodeBase64url(text)?.length === UNLOCK_SECRET_BYTES,
    `This must be ${UNLOCK_SECRET_BYTES} bytes in base64url.`,
  );

export const passkeyBeginning = z.strictObject({ password, for: z.enum(PASSKEY_USES) });
export type PasskeyBeginning = z.output<typeof passkeyBeginning>;
export const newPasskey = z.strictObject({
  response: passkeyRegistration,
  name,
  /** Only for one that logs in: it opens the vault, too. */
  unlockSecret: unlockSecret.optional(),
});
export type NewPasskey = z.output<typeof newPasskey>;
export const passkeyRenaming = z.strictObject({ id: passkeyId, password, name });
export type PasskeyRenaming = z.output<typeof passkeyRenaming>;
export const passkeyRemoval = z.strictObject({ id: passkeyId, password });
export type PasskeyRemoval = z.output<typeof passkeyRemoval>;

export const passkeySelection = z.strictObject({ id: passkeyId });
export type PasskeySelection = z.output<typeof passkeySelection>;
export const passkeyUnlocking = z.strictObject({
  id: passkeyId,
  password,
  /** null: the passkey opens the vault no more. */
  unlock: z.strictObject({ response: passkeyAssertion, unlockSecret }).nullable(),
});
export type PasskeyUnlocking = z.output<typeof passkeyUnlocking>;
export const passkeyUnlock = z.strictObject({ passkeyId, unlockSecret });
export type PasskeyUnlock = z.output<typeof passkeyUnlock>;
export const unlockTicket = z.object({
  /** Sent in the header x-opp-unlock, in the passphrase's place. */
  ticket: z.string(),
  expiresAt: instant,
});

const facts = {
  id: answeredId,
  /** base64url, for `allowCredentials`. */
  credentialId: z.string(),
  /** The host name that it was made for: a server that has another one now can't ask for it. */
  rpId: z.string(),
  /** false: it only proves a second factor. */
  mayLogIn: z.boolean(),
  /** Its holder's other devices may have it, too. */
  synced: z.boolean(),
  opensVault: z.boolean(),
  transports: z.array(z.string()),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
};
/** A passkey without its name, which is sealed. */
export const passkeyFacts = z.object(facts);
export type PasskeyFacts = z.output<typeof passkeyFacts>;
export const passkey = z.object({
  ...facts,
  /** null: its record is damaged. */
  name: z.string().nullable(),
});
export type Passkey = z.output<typeof passkey>;
export const passkeyList = z.object({ passkeys: z.array(passkey) });

const descriptor = z.object({ id: z.string(), type, transports: z.array(z.string()) });
const prf = z.object({ prf: z.object({ eval: z.object({ first: z.string() }) }) });
const verification = z.enum(["required", "discouraged"]);

/** For `PublicKeyCredential.parseCreationOptionsFromJSON()`. */
export const passkeyCreation = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type, alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.object({
    residentKey: verification,
    requireResidentKey: z.boolean(),
    userVerification: verification,
  }),
  attestation: z.literal("none"),
  /** Only for a passkey that logs in. */
  extensions: prf.optional(),
});
export type PasskeyCreation = z.output<typeof passkeyCreation>;

/** For `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
export const passkeyRequest = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  allowCredentials: z.array(descriptor),
  userVerification: verification,
  extensions: prf,
});
export type PasskeyRequest = z.output<typeof passkeyRequest>;
