import {
  changedIds,
  emptiedTrash,
  forgottenVersions,
  item,
  itemChanges,
  itemHistory,
  itemList,
  itemMove,
  itemPage,
  itemPageRequest,
  itemSelection,
  itemSummary,
  newItems,
  oneItem,
  trashSelection,
  versionSelection,
} from "@opp/core/schemas/items";
import { foundItem, itemNaming, notesFound, notesSearch } from "@opp/core/schemas/search";
import { tagReplacement, tagsChange } from "@opp/core/schemas/tags";
import { findItem } from "@opp/core/vault/items/find-item";
import {
  createItems,
  getItem,
  listItems,
  markItemsUsed,
  moveItems,
  reorderItems,
  restoreItems,
  trashItems,
  updateItems,
} from "@opp/core/vault/items/items";
import { searchNotes } from "@opp/core/vault/items/search-notes";
import { changeItemTags, replaceTagEverywhere } from "@opp/core/vault/items/tags";
import {
  emptyTrash,
  forgetVersions,
  listVersions,
  restoreVersion,
} from "@opp/core/vault/items/trash-and-history";
import { router, sessionProcedure, unlockedProcedure } from "../procedures.ts";

export const itemsRouter = router({
  list: unlockedProcedure
    .input(itemPageRequest)
    .output(itemPage)
    .query(({ ctx, input }) => listItems(ctx.deps, ctx.vault, input)),

  get: unlockedProcedure
    .input(oneItem)
    .output(item)
    .query(({ ctx, input }) => getItem(ctx.deps, ctx.vault, input)),

  // Mutations, these two, since what is looked for must not stand in a URL.
  find: unlockedProcedure
    .input(itemNaming)
    .output(foundItem)
    .mutation(({ ctx, input }) => findItem(ctx.deps, ctx.vault, input)),

  searchNotes: unlockedProcedure
    .input(notesSearch)
    .output(notesFound)
    .mutation(({ ctx, input }) => searchNotes(ctx.deps, ctx.vault, input)),

  create: unlockedProcedure
    .input(newItems)
    .output(itemList)
    .mutation(({ ctx, input }) => createItems(ctx.deps, ctx.vault, input)),

  update: unlockedProcedure
    .input(itemChanges)
    .output(itemList)
    .mutation(({ ctx, input }) => updateItems(ctx.deps, ctx.vault, input)),

  move: unlockedProcedure
    .input(itemMove)
    .output(changedIds)
    .mutation(({ ctx, input }) => moveItems(ctx.deps, ctx.vault, input)),

  changeTags: unlockedProcedure
    .input(tagsChange)
    .output(itemList)
    .mutation(({ ctx, input }) => changeItemTags(ctx.deps, ctx.vault, input)),

  replaceTag: unlockedProcedure
    .input(tagReplacement)
    .output(itemList)
    .mutation(({ ctx, input }) => replaceTagEverywhere(ctx.deps, ctx.vault, input)),

  reorder: unlockedProcedure
    .input(itemSelection)
    .output(changedIds)
    .mutation(({ ctx, input }) => reorderItems(ctx.deps, ctx.vault, input)),

  markUsed: sessionProcedure
    .input(itemSelection)
    .output(changedIds)
    .mutation(({ ctx, input }) => markItemsUsed(ctx.deps, ctx.live, input)),

  trash: sessionProcedure
    .input(itemSelection)
    .output(changedIds)
    .mutation(({ ctx, input }) => trashItems(ctx.deps, ctx.live, input)),

  restore: unlockedProcedure
    .input(itemSelection)
    .output(changedIds)
    .mutation(({ ctx, input }) => restoreItems(ctx.deps, ctx.vault, input)),

  emptyTrash: unlockedProcedure
    .input(trashSelection)
    .output(emptiedTrash)
    .mutation(({ ctx, input }) => emptyTrash(ctx.deps, ctx.vault, input)),

  versions: unlockedProcedure
    .input(oneItem)
    .output(itemHistory)
    .query(({ ctx, input }) => listVersions(ctx.deps, ctx.vault, input)),

  restoreVersion: unlockedProcedure
    .input(versionSelection)
    .output(itemSummary)
    .mutation(({ ctx, input }) => restoreVersion(ctx.deps, ctx.vault, input)),

  forgetVersions: unlockedProcedure
    .input(oneItem)
    .output(forgottenVersions)
    .mutation(({ ctx, input }) => forgetVersions(ctx.deps, ctx.vault, input)),
});
