import { onDemand } from "../../ui/on-demand.tsx";

// The dialogs of the sidebar and the list: none of them is needed before the list is painted.
const [CategoryNameDialog, preloadNameDialog] = onDemand(
  async () => (await import("./category-dialogs.tsx")).CategoryNameDialog,
);
const [MoveCategoryDialog, preloadMoveDialog] = onDemand(
  async () => (await import("./move-category-dialog.tsx")).MoveCategoryDialog,
);
const [DeleteCategoryDialog, preloadDeleteDialog] = onDemand(
  async () => (await import("./parts/delete-category-dialog.tsx")).DeleteCategoryDialog,
);

export const preloadCategoryDialogs = () =>
  Promise.all([preloadNameDialog(), preloadMoveDialog(), preloadDeleteDialog()]);
export { CategoryNameDialog, DeleteCategoryDialog, MoveCategoryDialog };
