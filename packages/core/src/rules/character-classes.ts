/** Which characters a password may hold, as a person chooses them. */
export interface CharacterChoice {
  readonly lower: boolean;
  readonly upper: boolean;
  readonly digits: boolean;
  readonly symbols: boolean;
  /** The symbols to draw from; one that stands twice counts once. */
  readonly symbolSet: string;
  readonly excludeLookalikes: boolean;
}

/** The classes that are wanted, each as its distinct characters. No character is in two; a class can come out empty. */
export function characterClasses(choice: CharacterChoice): readonly (readonly string[])[] {
  const wanted = [
    choice.lower ? LOWER : null,
    choice.upper ? UPPER : null,
    choice.digits ? DIGITS : null,
    choice.symbols ? choice.symbolSet : null,
  ];
  return wanted
    .filter((characters) => characters !== null)
    .map((characters) =>
      [...new Set(characters)].filter((char) => !(choice.excludeLookalikes && LOOKALIKES.includes(char))),
    );
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS = "0123456789";

/** ASCII punctuation but quotes, backslash and backtick, which shells, configuration files and some login forms garble. */
export const DEFAULT_SYMBOLS = "!#$%&()*+,-./:;<=>?@[]^_{|}~";

/** Characters taken for one another in common fonts: 0 O o, 1 l I |, 2 Z, 5 S, 8 B, and the small marks. */
export const LOOKALIKES = "0Oo1lI|2Z5S8B.,:;'`";
