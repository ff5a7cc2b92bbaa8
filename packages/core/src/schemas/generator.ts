import { z } from "zod";
import { ITEM_FIELDS } from "../items/field-table.ts";
import { characterClasses } from "../rules/character-classes.ts";
import {
  CAPITALS,
  DEFAULT_PASSPHRASE,
  DEFAULT_PASSWORD,
  GENERATOR_LIMITS,
} from "../rules/generator-rules.ts";

const yesOrNo = (name: string, byDefault: boolean) =>
  z.boolean(`${name} must be true or false.`).default(byDefault);

const wholeNumber = (name: string, min: number, max: number) =>
  z
    .int(`${name} must be a whole number.`)
    .min(min, `${name} must be at least ${min}.`)
    .max(max, `${name} must be at most ${max}.`);

/** Called without options, a generator takes the defaults. */
export const passwordOptions = z
  .strictObject({
    length: wholeNumber("length", GENERATOR_LIMITS.lengthMin, GENERATOR_LIMITS.lengthMax).default(
      DEFAULT_PASSWORD.length,
    ),
    lower: yesOrNo("lower", DEFAULT_PASSWORD.lower),
    upper: yesOrNo("upper", DEFAULT_PASSWORD.upper),
    digits: yesOrNo("digits", DEFAULT_PASSWORD.digits),
    symbols: yesOrNo("symbols", DEFAULT_PASSWORD.symbols),
    /** Which symbols, if `symbols` is true. ASCII punctuation only, so that a symbol is never a letter or a digit too. */
    symbolSet: z
      .string("symbolSet must be text.")
      .max(
        GENERATOR_LIMITS.symbolSetChars,
        `symbolSet has at most ${GENERATOR_LIMITS.symbolSetChars} characters.`,
      )
      .regex(/^[!-/:-@[-`{-~]*$/, "symbolSet may contain only ASCII punctuation.")
      .default(DEFAULT_PASSWORD.symbolSet),
    /** Leaves out characters that are taken for one another: see LOOKALIKES. */
    excludeLookalikes: yesOrNo("excludeLookalikes", DEFAULT_PASSWORD.excludeLookalikes),
    /** At least one character of each class that is wanted. */
    requireEach: yesOrNo("requireEach", DEFAULT_PASSWORD.requireEach),
  })
  .superRefine((options, context) => {
    const classes = characterClasses(options);
    if (classes.length === 0) {
      context.addIssue({
        code: "custom",
        message: "Choose at least one of lower, upper, digits and symbols.",
      });
    }
    if (classes.some((characters) => characters.length === 0)) {
      const message =
        options.symbolSet === ""
          ? "symbolSet is empty: add a symbol, or turn symbols off."
          : "symbolSet contains only look-alikes: add another symbol, or turn excludeLookalikes off.";
      context.addIssue({ code: "custom", path: ["symbolSet"], message });
    }
  })
  .prefault({});
export type PasswordOptions = z.output<typeof passwordOptions>;

const entropyBits = z.number().nonnegative();

export const generatedPassword = z.object({ password: z.string(), entropyBits });
export type GeneratedPassword = z.output<typeof generatedPassword>;

/** Called without options, a generator takes the defaults. */
export const passphraseOptions = z
  .strictObject({
    words: wholeNumber("words", GENERATOR_LIMITS.wordsMin, GENERATOR_LIMITS.wordsMax).default(
      DEFAULT_PASSPHRASE.words,
    ),
    separator: z
      .string("separator must be text.")
      .max(
        GENERATOR_LIMITS.separatorChars,
        `separator has at most ${GENERATOR_LIMITS.separatorChars} characters.`,
      )
      .regex(/^\P{Other}*$/u, "separator contains an invisible character, such as a tab or a line break.")
      .default(DEFAULT_PASSPHRASE.separator),
    capitals: z
      .enum(CAPITALS, `capitals must be one of ${CAPITALS.join(", ")}.`)
      .default(DEFAULT_PASSPHRASE.capitals),
    /** Adds one digit at the end of one of the words. */
    digit: yesOrNo("digit", DEFAULT_PASSPHRASE.digit),
  })
  .prefault({});
export type PassphraseOptions = z.output<typeof passphraseOptions>;

export const generatedPassphrase = z.object({ passphrase: z.string(), entropyBits });
export type GeneratedPassphrase = z.output<typeof generatedPassphrase>;

export const strengthInput = z.strictObject({
  /** Only the first 64 characters are judged. */
  password: z
    .string("password must be text.")
    .max(ITEM_FIELDS.password.maxChars, `password has at most ${ITEM_FIELDS.password.maxChars} characters.`),
  /** What an attacker who knows the person would try first: username, address, the site's name or URL. */
  userInputs: z
    .array(
      z
        .string("userInputs must be a list of strings.")
        .max(
          ITEM_FIELDS.url.maxChars,
          `Each of userInputs has at most ${ITEM_FIELDS.url.maxChars} characters.`,
        ),
      "userInputs must be a list of strings.",
    )
    .max(GENERATOR_LIMITS.userInputs, `userInputs has at most ${GENERATOR_LIMITS.userInputs} entries.`)
    .default([]),
});
export type StrengthInput = z.output<typeof strengthInput>;

export const passwordStrength = z.object({
  /** 0: guessed at once. 4: safe even if a slow hash of it is stolen. */
  score: z.literal([0, 1, 2, 3, 4]),
  /** The base-10 logarithm of the tries that an attacker would need. */
  guessesLog10: z.number().nonnegative(),
  /** In words, such as "3 months": 10,000 tries a second, against a stolen slow hash. */
  crackTimeText: z.string(),
  warning: z.string().nullable(),
  suggestions: z.array(z.string()),
});
export type PasswordStrength = z.output<typeof passwordStrength>;
