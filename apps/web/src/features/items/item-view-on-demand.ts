import { onDemand } from "../../ui/on-demand.tsx";

/** Apart from the other parts, since it shows some of them itself. */
export const [ItemView, preloadItemView] = onDemand(
  async () => (await import("./view/item-view.tsx")).ItemView,
);
