import { onDemand } from "../../ui/on-demand.tsx";

export const [TagsDialog, preloadTagsDialog] = onDemand(
  async () => (await import("./tags-dialog.tsx")).TagsDialog,
);

export const [RenameTagDialog] = onDemand(
  async () => (await import("./parts/tag-dialogs.tsx")).RenameTagDialog,
);

export const [RemoveTagDialog] = onDemand(
  async () => (await import("./parts/tag-dialogs.tsx")).RemoveTagDialog,
);
