import { z } from "zod";
import { readSpareCode, readTotpCode } from "../rules/factor-codes.ts";
import { instant } from "./ids.ts";
import { passkeyAssertion, passkeyFacts } from "./passkeys.ts";
import { password } from "./secrets.ts";

const CODE_CHARS_MAX = 100;

const codeOf = (read: (typed: string) => string | null, problem: string) =>
  z
    .string()
    .max(CODE_CHARS_MAX, problem)
    .refine((typed) => read(typed) !== null, problem)
    .transform((typed) => read(typed) ?? typed);

/** A code of an authenticator app. */
const totpCode = codeOf(readTotpCode, "A code of an authenticator app has 6 digits.");
const spareCode = codeOf(readSpareCode, "A spare code has 12 letters and digits.");

/** What proves a second factor. */
export const secondFactorProof = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("totp"), code: totpCode }),
  z.strictObject({ kind: z.literal("spare"), code: spareCode }),
  /** Signs the challenge that came with SECOND_FACTOR_REQUIRED. */
  z.strictObject({ kind: z.literal("passkey"), response: passkeyAssertion }),
]);
export type SecondFactorProof = z.output<typeof secondFactorProof>;

export const stepUp = z.strictObject({ secondFactor: secondFactorProof });
/** Until then, changes of the account ask for no second factor. */
export const steppedUp = z.object({ until: instant });

export const totpConfirmation = z.strictObject({ code: totpCode });
export type TotpConfirmation = z.output<typeof totpConfirmation>;
export const secondFactorSwitch = z.strictObject({ password, on: z.boolean() });
export type SecondFactorSwitch = z.output<typeof secondFactorSwitch>;

/** How an account proves a second factor. No secret is in it. */
export const secondFactor = z.object({
  /** Whether a login asks for it. */
  required: z.boolean(),
  /** The authenticator app; null: none. */
  totp: z.object({ createdAt: instant, lastUsedAt: instant.nullable() }).nullable(),
  passkeys: z.array(passkeyFacts),
  spareCodesLeft: z.int(),
  /** Wrong codes, each after the right password, since the last proof that succeeded. */
  failures: z.int(),
});
export type SecondFactor = z.output<typeof secondFactor>;

/** Shown once, to be put into an authenticator app. */
export const newTotp = z.object({
  /** otpauth://totp/… */
  uri: z.string(),
  /** The same secret in base 32, for typing. */
  secret: z.string(),
});
export type NewTotp = z.output<typeof newTotp>;

const codes = z.array(z.string());
/** Shown this once. */
export const newSpareCodes = z.object({ spareCodes: codes });
export type NewSpareCodes = z.output<typeof newSpareCodes>;
/** null: the account has spare codes already, and they stay. */
export const confirmedTotp = z.object({ spareCodes: codes.nullable() });
export type ConfirmedTotp = z.output<typeof confirmedTotp>;
