import { onDemand } from "../../ui/on-demand.tsx";

// What the panel next to the list shows: nothing of it is needed before the list is painted.
const [ItemView, preloadItemView] = onDemand(async () => (await import("./view/item-view.tsx")).ItemView);
const [ItemForm, preloadItemForm] = onDemand(async () => (await import("./form/item-form.tsx")).ItemForm);
const [QueuedItemForm] = onDemand(async () => (await import("./form/queued-item-form.tsx")).QueuedItemForm);
const [HistoryDialog, preloadHistory] = onDemand(
  async () => (await import("./history/history-dialog.tsx")).HistoryDialog,
);

/** Preloads an item's view, form and history, so that their shortcuts work at once. */
export const preloadItemParts = () => Promise.all([preloadItemView(), preloadItemForm(), preloadHistory()]);
export { HistoryDialog, ItemForm, ItemView, preloadItemView, QueuedItemForm };
