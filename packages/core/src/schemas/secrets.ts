import { z } from "zod";
import { LIMITS } from "../rules/limits.ts";
import {
  COMPARABLE,
  comparable,
  NEW_PASSPHRASE,
  NEW_PASSWORD,
  NEW_USERNAME,
  PASSPHRASE,
  PASSWORD,
  type TextProblem,
  type TextRule,
  tidyUsername,
  USERNAME,
} from "../rules/secrets.ts";

type Sentences = Partial<Readonly<Record<TextProblem, string>>>;

/** The schema with each of the rules, worded by its problem. */
const withRules = <Schema extends z.ZodType<string, string>>(
  schema: Schema,
  rules: readonly TextRule[],
  sentences: Sentences,
): Schema =>
  rules.reduce(
    (checked, { problem, isBroken }) => checked.refine((text) => !isBroken(text), sentences[problem]),
    schema,
  );

/** Text as RFC 8265 compares it: well-formed, without control characters, NFC, not trimmed. */
function comparableText(name: string, maxBytes: number, rules: readonly TextRule[]) {
  const sentences: Sentences = {
    "half-character": `${name} contains half a character (a lone surrogate).`,
    "control-character": `${name} contains a control character, such as a line break or a tab.`,
    "too-large": `${name} is longer than ${maxBytes} bytes.`,
    empty: `${name} is empty.`,
  };
  const typed = z.string({ error: `${name} must be text.` }).max(maxBytes, sentences["too-large"]);
  return withRules(withRules(typed, COMPARABLE, sentences).transform(comparable), rules, sentences);
}

/** A password as it is typed to log in: any that could have been set. */
export const password = comparableText("The password", LIMITS.passwordBytes, PASSWORD);

/** A password that someone chooses now. */
export const newPassword = withRules(password, NEW_PASSWORD, {
  "too-short": `A password needs at least ${LIMITS.passwordMinChars} characters.`,
});

/** A passphrase as it is typed: any that could have been set. Empty is no passphrase. */
export const passphrase = comparableText("The passphrase", LIMITS.passphraseBytes, PASSPHRASE);

/** A passphrase that someone chooses now. */
export const newPassphrase = withRules(passphrase, NEW_PASSPHRASE, {
  "too-short": `A passphrase needs at least ${LIMITS.passphraseMinChars} characters.`,
});

/** A username as it is typed at login: any that could have been chosen. Which account it means is the store's to say. */
export const username = comparableText("The username", LIMITS.usernameChars * 4, USERNAME);

/** A username that someone chooses now: trimmed, not empty. */
export const newUsername = withRules(username.transform(tidyUsername), NEW_USERNAME, {
  empty: "The username is empty.",
  "too-long": `A username has at most ${LIMITS.usernameChars} characters.`,
  "invisible-character": "The username contains an invisible character. Type it instead of pasting it.",
  "mixed-scripts":
    "The username mixes letters of different scripts, such as Latin and Cyrillic, which look alike. Use one.",
});
