import { z } from "zod";
import { LIMITS } from "../rules/limits.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Text as RFC 8265 compares it: well-formed, without control characters, NFC, not trimmed. */
const comparableText = (name: string, maxBytes: number) =>
  z
    .string({ error: `${name} must be text.` })
    .max(maxBytes, `${name} is longer than ${maxBytes} bytes.`)
    .refine((text) => !LONE_SURROGATE.test(text), `${name} holds half a character (a lone surrogate).`)
    .refine(
      (text) => !CONTROL.test(text),
      `${name} holds a control character, such as a line break or a tab.`,
    )
    .transform((text) => text.normalize("NFC"))
    .refine((text) => utf8Bytes(text) <= maxBytes, `${name} is longer than ${maxBytes} bytes.`);

/** A password as it is typed at log-in: any that could have been set. */
export const password = comparableText("The password", LIMITS.passwordBytes);

/** A password that somebody chooses now. */
export const newPassword = password.refine(
  (text) => [...text].length >= LIMITS.passwordMinChars,
  `A password needs at least ${LIMITS.passwordMinChars} characters.`,
);

/** A passphrase as it is typed: any that could have been set. Empty is no passphrase. */
export const passphrase = comparableText("The passphrase", LIMITS.passphraseBytes).refine(
  (text) => text.length > 0,
  "The passphrase is empty.",
);

/** A passphrase that somebody chooses now. */
export const newPassphrase = passphrase.refine(
  (text) => [...text].length >= LIMITS.passphraseMinChars,
  `A passphrase needs at least ${LIMITS.passphraseMinChars} characters.`,
);

/** A user name as it is typed at log-in, compared exactly after NFC. */
export const username = comparableText("The user name", LIMITS.usernameChars * 4);

/** A user name that somebody chooses now: trimmed, not empty. */
export const newUsername = username
  .transform((text) => text.trim())
  .refine((text) => text.length > 0, "The user name is empty.")
  .refine(
    (text) => text.length <= LIMITS.usernameChars,
    `A user name has at most ${LIMITS.usernameChars} characters.`,
  );

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
