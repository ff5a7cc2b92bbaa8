import { readSpareCode, readTotpCode } from "@opp/core/rules/factor-codes";
import type { SecondFactorProof } from "@opp/core/schemas/second-factor";

export type FactorKind = SecondFactorProof["kind"];

/** What the server wants signed, and by which passkeys. Good for one answer. */
export interface PasskeyQuestion {
  readonly challenge: string;
  readonly rpId: string;
  readonly credentialIds: readonly string[];
}

/** What the server says as it asks for a second factor. */
export interface Asked {
  /** What the account can prove it with, as far as this page can be asked for it. */
  readonly kinds: readonly FactorKind[];
  readonly passkey: (PasskeyQuestion & { readonly at: number }) | null;
}

/** A form's question for a second factor, once the server wants one. */
export interface Question extends Asked {
  readonly kind: FactorKind;
  readonly typed: string;
  /** Why it is asked again. */
  readonly problem: "unreadable" | "refused" | "used" | null;
  /** How many codes the server refused. */
  readonly refused: number;
  /** Rises each time it is asked, so that the field takes the focus again. */
  readonly times: number;
}

/** The code in what was typed, whichever of the two kinds the field asked for; null: it is neither. */
export function proofIn(typed: string) {
  const totp = readTotpCode(typed);
  if (totp !== null) return { kind: "totp" as const, code: totp };
  const spare = readSpareCode(typed);
  return spare === null ? null : { kind: "spare" as const, code: spare };
}

const CODES: Asked = { kinds: ["totp", "spare"], passkey: null };

/**
 * A refused code of the app is replaced by a later one; what else was refused stays to be corrected.
 * @param asked what the server said, where it did: a challenge that was answered can't be answered again
 */
export function askAgain(now: Question | null, problem: Question["problem"], asked?: Asked | null): Question {
  const { kinds, passkey } = asked ?? { ...(now ?? CODES), passkey: null };
  const { kind, typed, times, refused } = now ?? { kind: firstOf(kinds), typed: "", times: 0, refused: 0 };
  const isSpent = problem === "used" || (problem === "refused" && readTotpCode(typed) !== null);
  return {
    kind,
    kinds,
    passkey,
    typed: isSpent ? "" : typed,
    problem,
    times: times + 1,
    refused: refused + (problem === "refused" ? 1 : 0),
  };
}

/** A code is asked for before a passkey: every account that has both was set up with an app, and its device is at hand. */
const firstOf = (kinds: readonly FactorKind[]): FactorKind =>
  (["totp", "passkey"] as const).find((kind) => kinds.includes(kind)) ?? "spare";

/** A little less than the server's five minutes. */
const FRESH_MS = 4 * 60_000;

/** What a passkey is to sign now; null: the server has to be asked first. */
export const freshChallenge = ({ passkey }: Asked, now: number): PasskeyQuestion | null =>
  passkey !== null && now - passkey.at < FRESH_MS ? passkey : null;

/** Reads what the server says with SECOND_FACTOR_REQUIRED. @param usable whether this page can be asked for passkeys */
export function askedBy(error: unknown, { now, usable }: { now: number; usable: boolean }): Asked | null {
  const details: unknown = read(read(error, "data"), "details");
  const [kinds, challenge, rpId] = [
    read(details, "kinds"),
    read(details, "challenge"),
    read(details, "rpId"),
  ];
  const ids: unknown = read(details, "credentialIds");
  if (!Array.isArray(kinds)) return null;
  const hasPasskey =
    usable && kinds.includes("passkey") && typeof challenge === "string" && typeof rpId === "string";
  const credentialIds = Array.isArray(ids) ? ids.filter((id: unknown) => typeof id === "string") : [];
  return {
    kinds: KINDS.filter((kind) => (kind === "passkey" ? hasPasskey : kinds.includes(kind))),
    passkey: hasPasskey ? { challenge, rpId, credentialIds, at: now } : null,
  };
}

const KINDS = ["totp", "passkey", "spare"] as const;

const read = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);
