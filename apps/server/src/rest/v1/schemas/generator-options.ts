import { parseCharacterSet } from "@opp/core/generator/character-set";
import { z } from "zod";

export const DEFAULT_OPTIONS = { numChars: 16, min_length: 5, max_length: 15 };

const wholeNumber = (min: number, max: number, sentence: string) =>
  z.int(sentence).min(min, sentence).max(max, sentence).nullish();

const wordLength = (which: string, min: number, max: number) =>
  wholeNumber(
    min,
    max,
    `For sanity's sake, ${which} word length must be a number in the range between ${min} and ${max}.`,
  );

const CHARACTERS =
  "valid_chars must be a class of two or more ASCII characters, such as [a-zA-Z0-9!@#], \\w or \\d.";
const DELIMITER = "delimiter must be a text of at most 8 characters.";

/** `genopts`, and what is said of each. null is as good as left out. */
export const generatorOptions = z
  .object({
    numChars: wholeNumber(8, 100, "For sanity's sake, numChars must be between 8 and 100 characters."),
    min_length: wordLength("minimum", 5, 15),
    max_length: wordLength("maximum", 5, 20),
    valid_chars: z
      .string(CHARACTERS)
      .refine((text) => (parseCharacterSet(text)?.length ?? 0) >= 2, CHARACTERS)
      .nullish()
      .describe("A class of characters, such as [a-zA-Z0-9]."),
    delimiter: z.string(DELIMITER).max(8, DELIMITER).nullish(),
  })
  .refine(
    ({ min_length, max_length }) =>
      (min_length ?? DEFAULT_OPTIONS.min_length) <= (max_length ?? DEFAULT_OPTIONS.max_length),
    "Minimum length cannot be larger than maximum length.",
  );
