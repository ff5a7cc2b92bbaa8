import { LIMITS } from "./limits.ts";
import { isWellFormed } from "./text.ts";
import { hasInvisibleCharacter, mixesScripts } from "./usernames.ts";

/** What is wrong with a text that someone types as username, password or passphrase. */
export type TextProblem =
  | "half-character"
  | "control-character"
  | "too-large"
  | "empty"
  | "too-short"
  | "too-long"
  | "invisible-character"
  | "mixed-scripts";

/** One rule for a text: what is wrong with it where `isBroken`. */
export interface TextRule {
  readonly problem: TextProblem;
  readonly isBroken: (text: string) => boolean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;

/** For text as RFC 8265 compares it, before `comparable` composes it. */
export const COMPARABLE: readonly TextRule[] = [
  { problem: "half-character", isBroken: (text) => !isWellFormed(text) },
  { problem: "control-character", isBroken: (text) => CONTROL.test(text) },
];

/** Text in the form in which it is compared: NFC, not trimmed. */
export const comparable = (text: string): string => text.normalize("NFC");

const notLarger = (bytes: number): TextRule => ({
  problem: "too-large",
  isBroken: (text) => text.length > bytes || utf8Bytes(comparable(text)) > bytes,
});
const notEmpty: TextRule = { problem: "empty", isBroken: (text) => text.length === 0 };
const notShorter = (chars: number): TextRule => ({
  problem: "too-short",
  isBroken: (text) => !hasChars(text, chars),
});

/** Characters as people count them, by code points. */
export const hasChars = (text: string, least: number): boolean => [...text].length >= least;

/** Any password that could have been set. */
export const PASSWORD: readonly TextRule[] = [notLarger(LIMITS.passwordBytes)];
/** A password that someone chooses now, on top of `PASSWORD`. */
export const NEW_PASSWORD: readonly TextRule[] = [notShorter(LIMITS.passwordMinChars)];
export const PASSPHRASE: readonly TextRule[] = [notLarger(LIMITS.passphraseBytes), notEmpty];
export const NEW_PASSPHRASE: readonly TextRule[] = [notShorter(LIMITS.passphraseMinChars)];
export const USERNAME: readonly TextRule[] = [notLarger(LIMITS.usernameChars * 4)];
/** A username that someone chooses now, on top of `USERNAME` and after `tidyUsername`. */
export const NEW_USERNAME: readonly TextRule[] = [
  notEmpty,
  { problem: "too-long", isBroken: (text) => text.length > LIMITS.usernameChars },
  { problem: "invisible-character", isBroken: hasInvisibleCharacter },
  { problem: "mixed-scripts", isBroken: mixesScripts },
];

/** A new username as it is kept. */
export const tidyUsername = (typed: string): string => comparable(typed).trim();

const firstProblem = (text: string, ...rules: readonly TextRule[]): TextProblem | null =>
  rules.find(({ isBroken }) => isBroken(text))?.problem ?? null;

/** What is wrong with a password that someone chooses; null: nothing. */
export const newPasswordProblem = (typed: string): TextProblem | null =>
  firstProblem(comparable(typed), ...COMPARABLE, ...PASSWORD, ...NEW_PASSWORD);

/** What is wrong with a passphrase that someone chooses; null: nothing. */
export const newPassphraseProblem = (typed: string): TextProblem | null =>
  firstProblem(comparable(typed), ...COMPARABLE, ...PASSPHRASE, ...NEW_PASSPHRASE);

/** What is wrong with a username that someone chooses; null: nothing. */
export const newUsernameProblem = (typed: string): TextProblem | null =>
  firstProblem(comparable(typed), ...COMPARABLE, ...USERNAME) ??
  firstProblem(tidyUsername(typed), ...NEW_USERNAME);

/** Whether two secrets are one: whoever learns a password that is the passphrase has both. */
export const areSameSecret = (a: string, b: string): boolean => comparable(a) === comparable(b);

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
