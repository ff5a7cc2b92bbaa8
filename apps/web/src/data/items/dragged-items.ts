import type { ItemSummary } from "@opp/core/schemas/items";

/** A type of its own, so that no other page or program takes it for text; it says nothing but which items. */
const TYPE = "application/x-openpassphrase-items";

export function writeDragged(transfer: DataTransfer, items: readonly ItemSummary[]): void {
  transfer.setData(TYPE, items.map(({ id }) => id).join(","));
  transfer.effectAllowed = "move";
}

export const holdsItems = (transfer: DataTransfer): boolean => transfer.types.includes(TYPE);

/** The items that were dropped, as far as they are still there. */
export function readDragged(transfer: DataTransfer, items: readonly ItemSummary[]): readonly ItemSummary[] {
  const ids = new Set(transfer.getData(TYPE).split(",").map(Number));
  return items.filter(({ id }) => ids.has(id));
}
