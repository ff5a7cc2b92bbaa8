import { ITEM_FIELDS } from "../items/field-table.ts";
import { mapFields, V1_FIELDS, type V1FieldName } from "../items/fields.ts";
import { LIMITS } from "../rules/limits.ts";
import { cellText, type LegacyCipher, openLegacyField } from "./legacy-cipher.ts";
import type { LegacyCategoryRow, LegacyCell, LegacyItemRow } from "./legacy-rows.ts";

/** Something of the old database that couldn't be taken over as it was. Holds no value of it. */
export interface LegacyProblem {
  readonly table: "users" | "categories" | "items";
  readonly id: number;
  /** A sentence for a person. */
  readonly reason: string;
  /** left-out: nothing of the row was imported. partly: some of it wasn't. noted: all that could be read was. */
  readonly kind: "left-out" | "partly" | "noted";
}

interface MovedIn {
  readonly legacyId: number;
  readonly sortId: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface LegacyCategory extends MovedIn {
  readonly name: string;
}

export interface LegacyItem extends MovedIn, Readonly<Record<V1FieldName, string>> {
  /** The old id of one of the categories that were read; null: in none. */
  readonly legacyCategoryId: number | null;
}

export interface LegacyVault {
  readonly categories: readonly LegacyCategory[];
  readonly items: readonly LegacyItem[];
  readonly problems: readonly LegacyProblem[];
}

/** What reading takes; `now` stands for times that can't be read. */
export interface LegacyReader {
  readonly cipher: LegacyCipher;
  readonly key: Uint8Array;
  readonly readTime: (text: string) => number | null;
  readonly now: number;
}

const NAMELESS_CATEGORY = "(no name)";

/** Opens one user's rows, which come in the old order. What can be read of a row is kept; the rest is reported. */
export function readLegacyVault(
  reader: LegacyReader,
  rows: { readonly categories: readonly LegacyCategoryRow[]; readonly items: readonly LegacyItemRow[] },
): LegacyVault {
  const problems: LegacyProblem[] = [];
  const categories = readCategories(reader, rows.categories, problems);
  const known = new Set(categories.map(({ legacyId }) => legacyId));
  const lost = new Set(rows.categories.map(({ id }) => id).filter((id) => !known.has(id)));
  const items = readItems(reader, rows.items, { categories: { known, lost }, problems });
  return { categories, items, problems };
}

function readCategories(
  reader: LegacyReader,
  rows: readonly LegacyCategoryRow[],
  problems: LegacyProblem[],
): LegacyCategory[] {
  const sortIdOf = sortIdReader(rows);
  return rows.flatMap((row) => {
    const report = (reason: string, kind: LegacyProblem["kind"]) =>
      problems.push({ table: "categories", id: row.id, reason, kind });
    const name = openLegacyField(reader.cipher, reader.key, row.name);
    if (name === null || name.length > LIMITS.categoryNameChars) {
      report(
        name === null
          ? "Its name doesn't open: damaged, or encrypted with another passphrase. Its items are imported without a category."
          : `Its name is longer than ${LIMITS.categoryNameChars} characters. Its items are imported without a category.`,
        "left-out",
      );
      return [];
    }
    if (name === "") report(`It had no name, and is called "${NAMELESS_CATEGORY}" now.`, "noted");
    const times = readTimes(reader, row, (reason) => report(reason, "noted"));
    return [{ legacyId: row.id, sortId: sortIdOf(row), ...times, name: name || NAMELESS_CATEGORY }];
  });
}

function readItems(
  reader: LegacyReader,
  rows: readonly LegacyItemRow[],
  {
    categories,
    problems,
  }: {
    readonly categories: { readonly known: ReadonlySet<number>; readonly lost: ReadonlySet<number> };
    readonly problems: LegacyProblem[];
  },
): LegacyItem[] {
  const sortIdOf = sortIdReader(rows);
  return rows.flatMap((row) => {
    const report = (reason: string, kind: LegacyProblem["kind"]) =>
      problems.push({ table: "items", id: row.id, reason, kind });
    const { texts, damaged, tooLong } = openTexts(reader, row);
    const missing = [...damaged, ...tooLong];
    if (missing.length > 0) {
      const isNothingLeft = Object.values(texts).every((text) => text === "");
      report(sentenceOn(damaged, tooLong, isNothingLeft), isNothingLeft ? "left-out" : "partly");
      if (isNothingLeft) return [];
    }
    const times = readTimes(reader, row, (reason) => report(reason, "noted"));
    return [
      {
        legacyId: row.id,
        legacyCategoryId: readCategoryId(row.categoryId, categories, (reason) => report(reason, "noted")),
        sortId: sortIdOf(row),
        ...times,
        ...texts,
      },
    ];
  });
}

function openTexts(reader: LegacyReader, row: LegacyItemRow) {
  const texts = mapFields(V1_FIELDS, () => "");
  const damaged: V1FieldName[] = [];
  const tooLong: V1FieldName[] = [];
  for (const field of V1_FIELDS) {
    const text = openLegacyField(reader.cipher, reader.key, row[field]);
    if (text === null) damaged.push(field);
    else if (text.length > ITEM_FIELDS[field].maxChars) tooLong.push(field);
    else texts[field] = text;
  }
  return { texts, damaged, tooLong };
}

function sentenceOn(
  damaged: readonly V1FieldName[],
  tooLong: readonly V1FieldName[],
  isNothingLeft: boolean,
): string {
  const unreadable = `${damaged.join(", ")}: doesn't open, damaged or encrypted with another passphrase.`;
  const longs = tooLong.map((field) => `${field}: longer than ${ITEM_FIELDS[field].maxChars} characters.`);
  const rest = isNothingLeft ? "Nothing of it could be taken over." : "The rest of it was imported.";
  return [...(damaged.length > 0 ? [unreadable] : []), ...longs, rest].join(" ");
}

function readCategoryId(
  cell: LegacyCell,
  { known, lost }: { readonly known: ReadonlySet<number>; readonly lost: ReadonlySet<number> },
  report: (reason: string) => void,
): number | null {
  if (cell === null) return null;
  const id = Number(cell);
  if (known.has(id)) return id;
  // Of a category that couldn't be read, its own row is reported.
  if (!lost.has(id))
    report("Its category belongs to another user, or isn't there. It was imported without a category.");
  return null;
}

/** NULL comes first in the old order, so it becomes the smallest there is. */
function sortIdReader(
  rows: readonly { readonly sortId: LegacyCell }[],
): (row: { sortId: LegacyCell }) => number {
  const given = (cell: LegacyCell) => {
    const value = cell === null ? Number.NaN : Number(cell);
    return Number.isSafeInteger(value) ? value : null;
  };
  const smallest = rows.reduce((least, { sortId }) => Math.min(least, given(sortId) ?? 0), 0);
  return ({ sortId }) => given(sortId) ?? smallest;
}

function readTimes(
  reader: LegacyReader,
  row: { readonly createdAt: LegacyCell; readonly updatedAt: LegacyCell },
  report: (reason: string) => void,
): { createdAt: number; updatedAt: number } {
  const [created, updated] = [row.createdAt, row.updatedAt].map((cell) =>
    reader.readTime(cellText(cell) ?? ""),
  );
  if (created == null || updated == null) report("A time of it can't be read, and was made up.");
  const createdAt = created ?? updated ?? reader.now;
  return { createdAt, updatedAt: updated ?? createdAt };
}
