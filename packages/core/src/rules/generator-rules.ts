import { type CharacterChoice, DEFAULT_SYMBOLS } from "./character-classes.ts";

/** What the generators take, for their schemas and for forms. */
export const GENERATOR_LIMITS = {
  lengthMin: 4,
  lengthMax: 256,
  wordsMin: 3,
  wordsMax: 20,
  separatorChars: 8,
  symbolSetChars: 64,
  userInputs: 20,
} as const;

export const CAPITALS = ["none", "first-letter", "upper"] as const;
export type Capitals = (typeof CAPITALS)[number];

/** What a generator takes where nothing is said. */
export const DEFAULT_PASSWORD: CharacterChoice & { readonly length: number; readonly requireEach: boolean } =
  {
    length: 20,
    lower: true,
    upper: true,
    digits: true,
    symbols: true,
    symbolSet: DEFAULT_SYMBOLS,
    excludeLookalikes: false,
    requireEach: true,
  };

export const DEFAULT_PASSPHRASE: {
  readonly words: number;
  readonly separator: string;
  readonly capitals: Capitals;
  readonly digit: boolean;
} = { words: 6, separator: "-", capitals: "none", digit: false };

/** A whole number within bounds; null: it isn't one. */
export const wholeBetween = (value: unknown, min: number, max: number): number | null =>
  typeof value === "number" && Number.isInteger(value) && value >= min && value <= max ? value : null;
