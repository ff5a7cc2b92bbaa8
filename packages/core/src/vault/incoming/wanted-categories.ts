import type { FileRow } from "../../duplicates/decide-row.ts";
import type { IncomingCategory, IncomingFile } from "../../duplicates/incoming.ts";
import { LIMITS } from "../../rules/limits.ts";
import { readCategoryRecord } from "../records/category-record.ts";

/** A category that an import needs; parents come first. */
export interface WantedCategory {
  readonly key: string;
  /** The key of the one that it is in; null: the import's target. */
  readonly parent: string | null;
  readonly name: string;
  /** What our own archive has of it. */
  readonly archived: Omit<IncomingCategory, "parent"> | null;
}

export interface WantedCategories {
  readonly categories: readonly WantedCategory[];
  readonly keyOf: (item: FileRow["item"]) => string | null;
}

/** @param levels how deep they may be below the target. */
export function wantedCategories(
  file: Pick<IncomingFile, "categories" | "tree">,
  rows: readonly FileRow[],
  levels: number,
): WantedCategories {
  const tree = file.tree === undefined ? null : treeOf(file.tree);
  return tree !== null && tree.levels <= levels ? tree.wanted : byPaths(file.categories, rows, levels);
}

/** Each of an archive's is a separate one, whatever it is called. */
function treeOf(tree: readonly IncomingCategory[]): { wanted: WantedCategories; levels: number } {
  const levels: number[] = [];
  const categories = tree.map(({ parent, ...archived }, at) => {
    levels.push(parent === null ? 1 : (levels[parent] ?? 0) + 1);
    const name = readCategoryRecord(archived.record).name.slice(0, LIMITS.categoryNameChars);
    return { key: `${at}`, parent: parent === null ? null : `${parent}`, name, archived };
  });
  const keyOf = ({ categoryAt }: FileRow["item"]) => (categoryAt === undefined ? null : `${categoryAt}`);
  return { wanted: { categories, keyOf }, levels: Math.max(0, ...levels) };
}

function byPaths(
  paths: readonly (readonly string[])[],
  rows: readonly FileRow[],
  levels: number,
): WantedCategories {
  const categories = new Map<string, WantedCategory>();
  const keys = new Map<string, string | null>();
  const keyOf = (path: readonly string[]): string | null => {
    const whole = JSON.stringify(path);
    let key = keys.get(whole);
    if (key !== undefined) return key;
    key = null;
    for (const name of fit(path, levels)) {
      const parent: string | null = key;
      key = JSON.stringify([parent, name]);
      if (!categories.has(key)) categories.set(key, { key, parent, name, archived: null });
    }
    keys.set(whole, key);
    return key;
  };
  for (const path of paths) keyOf(path);
  for (const { item } of rows) keyOf(item.category);
  return { categories: [...categories.values()], keyOf: ({ category }) => keyOf(category) };
}

/** What is deeper than categories go is joined into the last name. */
function fit(path: readonly string[], levels: number): readonly string[] {
  if (path.length <= levels) return path;
  if (levels <= 0) return [];
  const name = path
    .slice(levels - 1)
    .join(" / ")
    .slice(0, LIMITS.categoryNameChars);
  return [...path.slice(0, levels - 1), name];
}
