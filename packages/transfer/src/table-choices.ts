/** Encodings that text is read in; all but the first three are guesses, which the owner can change in the preview. */
export const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "macintosh",
  "shift_jis",
] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** Where a column of a table goes. */
export const TABLE_PLACES = [
  "name",
  "url",
  "username",
  "email",
  "password",
  "totp",
  "blob",
  "category",
  "tags",
  "account",
  "favourite",
  "createdAt",
  "updatedAt",
] as const;

export type TablePlace = (typeof TABLE_PLACES)[number];

/** A place, or a field of the column's name, or nowhere: the owner doesn't want it. */
export const COLUMN_TARGETS = [...TABLE_PLACES, "field", "hidden", "skip"] as const;

export type ColumnTarget = (typeof COLUMN_TARGETS)[number];

/** What the owner says of a table that no program's reader knows; what is left out is guessed. */
export interface TableChoices {
  readonly encoding?: Encoding;
  /** One character, no quote and no line end. */
  readonly separator?: string;
  /** Whether the first record names the columns. */
  readonly header?: boolean;
  /** A target for each column, from the left; columns past the list are guessed. */
  readonly mapping?: readonly ColumnTarget[];
  /** Takes one apostrophe off each cell that begins with one: a spreadsheet-safe file that has lost its mark. */
  readonly apostrophes?: "keep" | "undo";
}

/** How a table is read, for its owner to correct. Its cells are secrets. */
export interface TablePreview {
  readonly encoding: Encoding;
  readonly separator: string;
  readonly header: boolean;
  /** Names of the columns: the header's, or `Column n`. */
  readonly columns: readonly string[];
  /** The first records below the header, as written. */
  readonly firstRows: readonly (readonly string[])[];
  /** Records below the header. */
  readonly rows: number;
  /** A target for each column. */
  readonly mapping: readonly ColumnTarget[];
  /** Several cells have an apostrophe before a formula's character: the owner is asked whether that was the file's own. */
  readonly hasApostrophes: boolean;
}
