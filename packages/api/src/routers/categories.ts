import {
  categoriesToTrash,
  categoryChanges,
  categoryFilter,
  categoryList,
  categoryMove,
  categorySelection,
  newCategories,
  restoredCategories,
  trashedCategories,
} from "@opp/core/schemas/categories";
import {
  createCategories,
  listCategories,
  moveCategory,
  reorderCategories,
  restoreCategories,
  trashCategories,
  updateCategories,
} from "@opp/core/vault/categories/categories";
import { router, scopeProcedure, vaultProcedure } from "../procedures.ts";

export const categoriesRouter = router({
  list: vaultProcedure(categoryFilter, "reader")
    .output(categoryList)
    .query(({ ctx, input }) => listCategories(ctx.deps, ctx.vault, input)),

  create: vaultProcedure(newCategories, "editor")
    .meta({ body: "bulk" })
    .output(categoryList)
    .mutation(({ ctx, input }) => createCategories(ctx.deps, ctx.vault, input)),

  update: vaultProcedure(categoryChanges, "editor")
    .meta({ body: "bulk" })
    .output(categoryList)
    .mutation(({ ctx, input }) => updateCategories(ctx.deps, ctx.vault, input)),

  trash: scopeProcedure(categoriesToTrash, "editor")
    .meta({ body: "ids" })
    .output(trashedCategories)
    .mutation(({ ctx, input }) => trashCategories(ctx.deps, ctx.scope, input)),

  restore: vaultProcedure(categorySelection, "editor")
    .meta({ body: "ids" })
    .output(restoredCategories)
    .mutation(({ ctx, input }) => restoreCategories(ctx.deps, ctx.vault, input)),

  move: vaultProcedure(categoryMove, "editor")
    .output(categoryList)
    .mutation(({ ctx, input }) => moveCategory(ctx.deps, ctx.vault, input)),

  reorder: vaultProcedure(categorySelection, "editor")
    .meta({ body: "ids" })
    .output(categoryList)
    .mutation(({ ctx, input }) => reorderCategories(ctx.deps, ctx.vault, input)),
});
