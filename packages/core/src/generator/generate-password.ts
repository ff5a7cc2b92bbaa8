import type { RandomBytes } from "../random-bytes.ts";
import { characterClasses } from "../rules/character-classes.ts";
import type { GeneratedPassword, PasswordOptions } from "../schemas/generator.ts";
import { countStrings, log2 } from "./count-strings.ts";
import { uniformPick } from "./uniform.ts";

/**
 * A password drawn uniformly from all that the options allow. With `requireEach` a string that lacks a class is thrown
 * away whole: mending it, by putting a missing class at some place, would make some passwords likelier than others.
 * @throws Error if the source of randomness is stuck.
 */
export function generatePassword(random: RandomBytes, options: PasswordOptions): GeneratedPassword {
  const classes = characterClasses(options);
  const alphabet = classes.flat();
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const characters = Array.from({ length: options.length }, () => uniformPick(random, alphabet));
    if (options.requireEach && classes.some((one) => !characters.some((char) => one.includes(char))))
      continue;
    return { password: characters.join(""), entropyBits: passwordEntropyBits(options) };
  }
  throw new Error("The source of randomness is stuck.");
}

/** The exact entropy, in bits, for an attacker who knows the options: log2 of the number of passwords they allow. */
export function passwordEntropyBits(options: PasswordOptions): number {
  const classSizes = characterClasses(options).map((characters) => characters.length);
  return log2(countStrings(classSizes, options.length, options.requireEach));
}

/** The hardest options (4 characters of 4 classes, one of them a single symbol) pass 1 in 112: so many misses are 1 in 10^38. */
const MAX_TRIES = 10_000;
