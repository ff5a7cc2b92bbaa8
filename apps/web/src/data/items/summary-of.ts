import { readListed } from "@opp/core/items/field-values";
import type { Item, ItemSummary } from "@opp/core/schemas/items";

/** An item's summary, as in the list. */
export const summaryOf = (item: Item): ItemSummary => ({
  id: item.id,
  categoryId: item.categoryId,
  sortId: item.sortId,
  revision: item.revision,
  createdAt: item.createdAt,
  updatedAt: item.updatedAt,
  deletedAt: item.deletedAt,
  usedAt: item.usedAt,
  damaged: item.damaged,
  ...readListed({ ...item }),
});
