import { arrangeTree, idsBeneath, type TreeEntry } from "@opp/core/categories/tree";
import type { Category } from "@opp/core/schemas/categories";
import { foldText } from "@opp/core/search/fold-text";
import { visibleName } from "../../base/shown-text.ts";
import { texts } from "../../texts/texts.ts";

export interface CategoryTree {
  /** Line by line, as the sidebar shows it when everything is open. */
  readonly lines: readonly TreeEntry<Category>[];
  /** The subcategories of a category, in their order; for null, the top level. */
  readonly childrenOf: (id: number | null) => readonly Category[];
  /** "Family / Bank"; "" for null and for an unknown id. */
  readonly pathOf: (id: number | null) => string;
  /** The category and all its subcategories, at every depth. */
  readonly idsIn: (id: number) => ReadonlySet<number>;
}

export const PATH_SEPARATOR = " / ";

export const categoryName = ({ damaged, name }: Category): string =>
  damaged ? texts.item.damagedName : visibleName(name);

/** Made once a list, which many ask for. */
const trees = new WeakMap<readonly Category[], CategoryTree>();

export function treeOf(categories: readonly Category[]): CategoryTree {
  const known = trees.get(categories);
  if (known) return known;
  const lines = arrangeTree(categories);
  const paths = new Map(
    lines.map(({ node, path }) => [node.id, path.map(categoryName).join(PATH_SEPARATOR)] as const),
  );
  const inside = new Map<number | null, Category[]>();
  for (const { node, path } of lines) {
    const outer = path.at(-2)?.id ?? null;
    const siblings = inside.get(outer);
    if (siblings) siblings.push(node);
    else inside.set(outer, [node]);
  }
  const tree: CategoryTree = {
    lines,
    childrenOf: (id) => inside.get(id) ?? [],
    pathOf: (id) => (id === null ? "" : (paths.get(id) ?? "")),
    idsIn: (id) => idsBeneath(categories, id),
  };
  trees.set(categories, tree);
  return tree;
}

const folded = new WeakMap<readonly Category[], ReadonlyMap<number, string>>();

/** The folded path of each category, for the search. */
export function foldedPaths(categories: readonly Category[]): ReadonlyMap<number, string> {
  const known = folded.get(categories);
  if (known) return known;
  const { pathOf } = treeOf(categories);
  const paths = new Map(categories.map(({ id }) => [id, foldText(pathOf(id))] as const));
  folded.set(categories, paths);
  return paths;
}

/** The number of items in each category and its subcategories. */
export function countBeneath(
  { lines }: CategoryTree,
  own: ReadonlyMap<number | null, number>,
): ReadonlyMap<number, number> {
  const totals = new Map<number, number>();
  for (const { node, path } of lines) {
    const count = own.get(node.id) ?? 0;
    for (const { id } of path) totals.set(id, (totals.get(id) ?? 0) + count);
  }
  return totals;
}

/** Spaces that indent an option; the platform's list allows nothing else. */
export const indent = (depth: number): string => "\u2003".repeat(depth);
