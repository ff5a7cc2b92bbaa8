import { arrangeWith } from "@opp/core/categories/tree";
import type { Category } from "@opp/core/schemas/categories";
import { treeOf } from "../../../data/categories/category-tree.ts";

/** A parent (null: the top level) and the sibling that comes next (null: the end). */
export interface TreePosition {
  readonly parentId: number | null;
  readonly before: number | null;
}

/** Where it is dropped on another: in front of it, behind it, or into it. */
export type DropSide = "before" | "after" | "into";

interface Standing {
  readonly parentId: number | null;
  /** In their order, including the category itself. */
  readonly siblings: readonly number[];
  readonly at: number;
}

/** The siblings of a category and its index; null for an unknown id. */
function standingOf(categories: readonly Category[], id: number): Standing | null {
  const { lines, childrenOf } = treeOf(categories);
  const line = lines.find(({ node }) => node.id === id);
  if (!line) return null;
  const parentId = line.path.at(-2)?.id ?? null;
  const siblings = childrenOf(parentId).map((child) => child.id);
  return { parentId, siblings, at: siblings.indexOf(id) };
}

/** The current position of a category, to return to it later; null for an unknown id. */
export function positionOf(categories: readonly Category[], id: number): TreePosition | null {
  const place = standingOf(categories, id);
  return place && { parentId: place.parentId, before: place.siblings[place.at + 1] ?? null };
}

/** Moves a category among its siblings; null if it can't go further. */
export function moveAmong(categories: readonly Category[], id: number, by: 1 | -1): TreePosition | null {
  const place = standingOf(categories, id);
  const to = place ? place.at + by : -1;
  if (!place || to < 0 || to >= place.siblings.length) return null;
  return { parentId: place.parentId, before: place.siblings[by < 0 ? to : to + 1] ?? null };
}

/** Moves a category to the end of the sibling above; null for the first one. */
export function moveIn(categories: readonly Category[], id: number): TreePosition | null {
  const place = standingOf(categories, id);
  const above = place?.siblings[place.at - 1];
  return above === undefined ? null : { parentId: above, before: null };
}

/** Moves a category out of its parent, right after it; null at the top level. */
export function moveOut(categories: readonly Category[], id: number): TreePosition | null {
  const place = standingOf(categories, id);
  const outer = place && place.parentId !== null ? standingOf(categories, place.parentId) : null;
  return outer ? { parentId: outer.parentId, before: outer.siblings[outer.at + 1] ?? null } : null;
}

/** null if it can't be dropped there: on itself, into its own branch, or where it already is. */
export function positionOnDrop(
  categories: readonly Category[],
  id: number,
  { target, side }: { readonly target: number; readonly side: DropSide },
): TreePosition | null {
  const onto = treeOf(categories).lines.find(({ node }) => node.id === target);
  const place = standingOf(categories, target);
  if (!onto || !place || onto.path.some((node) => node.id === id)) return null;
  if (side === "into") return { parentId: target, before: null };
  const others = place.siblings.filter((each) => each !== id);
  const at = others.indexOf(target) + (side === "after" ? 1 : 0);
  return { parentId: place.parentId, before: others[at] ?? null };
}

/** The categories with one moved, as the server will return them. */
export function withPosition(
  categories: readonly Category[],
  id: number,
  { parentId, before }: TreePosition,
): readonly Category[] {
  const moved = categories.find((category) => category.id === id);
  if (!moved) return categories;
  return arrangeWith(categories, { ...moved, parentId }, before);
}

/** A category's position among its siblings, from 1, and their number. */
export function rankOf(categories: readonly Category[], id: number): { position: number; of: number } {
  const place = standingOf(categories, id);
  return { position: (place?.at ?? 0) + 1, of: place?.siblings.length ?? 1 };
}
