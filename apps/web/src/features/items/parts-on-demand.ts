import { onDemand } from "../../ui/on-demand.tsx";

export const [ItemForm, preloadItemForm] = onDemand(
  async () => (await import("./form/item-form.tsx")).ItemForm,
);

export const [HistoryDialog, preloadHistory] = onDemand(
  async () => (await import("./history/history-dialog.tsx")).HistoryDialog,
);
