import type { ItemSummary } from "@opp/core/schemas/items";
import { useMemo } from "react";
import { trpc } from "../client/trpc.ts";
import { holdsItems, readDragged } from "./dragged-items.ts";
import { flattenPages } from "./items-cache.ts";
import { pageOf } from "./use-items.ts";

/** Makes drop targets for dragged items; each gets the items that still exist. */
export function useItemDrops() {
  const utils = trpc.useUtils();
  return useMemo(
    () => (onItems: (dropped: readonly ItemSummary[]) => void) => ({
      accepts: holdsItems,
      take: (dragged: DataTransfer) => {
        // Read at the drop: as a prop, every change of an item would render the sidebar again.
        const items = flattenPages(utils.items.list.getInfiniteData(pageOf(false)));
        const dropped = readDragged(dragged, items);
        if (dropped.length > 0) onItems(dropped);
      },
    }),
    [utils],
  );
}
