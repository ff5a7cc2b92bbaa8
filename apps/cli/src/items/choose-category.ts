import type { Category } from "@openpassphrase/client";
import { arrangeTree, idsBeneath } from "@opp/core/categories/tree";
import { foldText } from "@opp/core/search/fold-text";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";

interface PlacedCategory {
  readonly category: Category;
  /** Written "Family / Bank". */
  readonly path: string;
  /** Each end of the path that it may be called by, the whole one first. */
  readonly ends: readonly string[];
}

/**
 * The category that someone means: by its path, or the end of it (a name is the last end), letter by letter or without regard to
 * case and accents, or by its id. @throws CliFailure when there is none, or several.
 */
export function chooseCategory(categories: readonly Category[], text: string): Category {
  const placed = arrangeTree(categories).map(({ node, path }): PlacedCategory => {
    const names = path.map(({ name }) => name);
    return {
      category: node,
      path: names.join(SEPARATOR),
      ends: names.map((_, at) => written(names.slice(at))),
    };
  });
  const exact = written([text]);
  const folded = foldText(exact);
  // The first kind that there is counts: whole paths before ends, and letters before what they are like.
  const kinds: ((each: PlacedCategory) => boolean)[] = [
    ({ ends }) => ends[0] === exact,
    ({ ends }) => foldText(ends[0] ?? "") === folded,
    ({ ends }) => ends.includes(exact),
    ({ ends }) => ends.some((end) => foldText(end) === folded),
    ({ category }) => String(category.id) === text,
  ];
  const meant = kinds.map((isMeant) => placed.filter(isMeant)).find((found) => found.length > 0) ?? [];
  const [only] = meant;
  if (only && meant.length === 1) return only.category;
  if (only)
    throw new CliFailure(
      EXIT.ambiguous,
      `Several categories are named "${visible(text)}". Use the full path or the id:`,
      meant.map(({ category, path }) => `${visible(path)} (id ${category.id})`),
    );
  throw new CliFailure(
    EXIT.notFound,
    `No category is named "${visible(text)}". ${categories.length === 0 ? "The vault has no categories yet; create them in the web app." : "Categories:"}`,
    placed.map(({ path }) => visible(path)),
  );
}

/** Whether an item is in the category, or in one beneath it. */
export function liesIn(categories: readonly Category[], wanted: Category): (id: number | null) => boolean {
  const ids = idsBeneath(categories, wanted.id);
  return (id) => id !== null && ids.has(id);
}

/** For a list: each one's path; "" for none. */
export const categoryPaths = (categories: readonly Category[]): ((id: number | null) => string) => {
  const paths = new Map(
    arrangeTree(categories).map(({ node, path }) => [node.id, path.map(({ name }) => name).join(SEPARATOR)]),
  );
  return (id) => (id === null ? "" : (paths.get(id) ?? ""));
};

const SEPARATOR = " / ";

/** Spaces around a slash don't matter. */
const written = (names: readonly string[]): string => names.join("/").replaceAll(/\s*\/\s*/g, "/");
