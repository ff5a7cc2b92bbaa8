import type { CategoryId } from "../../ids.ts";
import type { ImportChunk, MadeItem } from "../import-batch-store.ts";
import type { CategoryRow } from "../rows.ts";

type Placed = Pick<MadeItem, "isWithTrash"> & { readonly id: CategoryId };

/** The categories that items of an import go into and that the same chunk doesn't make. */
export function categoriesNamed({ made, categories }: Pick<ImportChunk, "made" | "categories">): Placed[] {
  const fresh = new Set(categories.map(({ id }) => id));
  return made.flatMap(({ categoryId: id, isWithTrash }) =>
    id === null || fresh.has(id) ? [] : { id, isWithTrash },
  );
}

/** Answers which of them the owner doesn't have, or only in the trash. `found`: the owner's. */
export function unknownAmong(
  named: readonly Placed[],
  found: readonly Pick<CategoryRow, "id" | "deletedAt">[],
): CategoryId[] {
  const isLiveById = new Map(found.map(({ id, deletedAt }) => [id, deletedAt === null]));
  const unknown = named.filter(
    ({ id, isWithTrash }) => !(isLiveById.get(id) ?? false) && !(isWithTrash && isLiveById.has(id)),
  );
  return [...new Set(unknown.map(({ id }) => id))];
}
