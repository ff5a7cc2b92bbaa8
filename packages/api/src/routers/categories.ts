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
import { router, sessionProcedure, unlockedProcedure } from "../procedures.ts";

export const categoriesRouter = router({
  list: unlockedProcedure
    .input(categoryFilter)
    .output(categoryList)
    .query(({ ctx, input }) => listCategories(ctx.deps, ctx.vault, input)),

  create: unlockedProcedure
    .input(newCategories)
    .output(categoryList)
    .mutation(({ ctx, input }) => createCategories(ctx.deps, ctx.vault, input)),

  update: unlockedProcedure
    .input(categoryChanges)
    .output(categoryList)
    .mutation(({ ctx, input }) => updateCategories(ctx.deps, ctx.vault, input)),

  trash: sessionProcedure
    .input(categoriesToTrash)
    .output(trashedCategories)
    .mutation(({ ctx, input }) => trashCategories(ctx.deps, ctx.live, input)),

  restore: unlockedProcedure
    .input(categorySelection)
    .output(restoredCategories)
    .mutation(({ ctx, input }) => restoreCategories(ctx.deps, ctx.vault, input)),

  move: unlockedProcedure
    .input(categoryMove)
    .output(categoryList)
    .mutation(({ ctx, input }) => moveCategory(ctx.deps, ctx.vault, input)),

  reorder: unlockedProcedure
    .input(categorySelection)
    .output(categoryList)
    .mutation(({ ctx, input }) => reorderCategories(ctx.deps, ctx.vault, input)),
});
