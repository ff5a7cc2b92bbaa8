import type { ItemSummary } from "@opp/core/schemas/items";

/** A private type, so that no other page or program reads it as text; it only holds the items' ids. */
const TYPE = "application/x-openpassphrase-items";

export function writeDragged(transfer: DataTransfer, items: readonly ItemSummary[]): void {
  transfer.setData(TYPE, items.map(({ id }) => id).join(","));
  transfer.effectAllowed = "move";
}

export const holdsItems = (transfer: DataTransfer): boolean => transfer.types.includes(TYPE);

/** The dropped items that still exist. */
export function readDragged(transfer: DataTransfer, items: readonly ItemSummary[]): readonly ItemSummary[] {
  const ids = new Set(transfer.getData(TYPE).split(",").map(Number));
  return items.filter(({ id }) => ids.has(id));
}
