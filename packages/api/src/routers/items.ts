import {
  changedIds,
  emptiedTrash,
  forgottenVersions,
  givenUpChange,
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
import { keepVersion } from "@opp/core/vault/items/keep-version";
import { searchNotes } from "@opp/core/vault/items/search-notes";
import { changeItemTags, replaceTagEverywhere } from "@opp/core/vault/items/tags";
import {
  emptyTrash,
  forgetVersions,
  listVersions,
  restoreVersion,
} from "@opp/core/vault/items/trash-and-history";
import { router, scopeProcedure, vaultProcedure } from "../procedures.ts";

export const itemsRouter = router({
  list: vaultProcedure(itemPageRequest, "reader")
    .output(itemPage)
    .query(({ ctx, input }) => listItems(ctx.deps, ctx.vault, input)),

  get: vaultProcedure(oneItem, "reader")
    .output(item)
    .query(({ ctx, input }) => getItem(ctx.deps, ctx.vault, input)),

  // Mutations, these two, since what is looked for must not stand in a URL.
  find: vaultProcedure(itemNaming, "reader")
    .meta({ heavy: "read" })
    .output(foundItem)
    .mutation(({ ctx, input }) => findItem(ctx.deps, ctx.vault, input)),

  searchNotes: vaultProcedure(notesSearch, "reader")
    .meta({ heavy: "read" })
    .output(notesFound)
    .mutation(({ ctx, input }) => searchNotes(ctx.deps, ctx.vault, input)),

  create: vaultProcedure(newItems, "editor")
    .meta({ body: "bulk" })
    .output(itemList)
    .mutation(({ ctx, input }) => createItems(ctx.deps, ctx.vault, { ...input, emptyItems: ctx.emptyItems })),

  update: vaultProcedure(itemChanges, "editor")
    .meta({ body: "bulk" })
    .output(itemList)
    .mutation(({ ctx, input }) => updateItems(ctx.deps, ctx.vault, { ...input, emptyItems: ctx.emptyItems })),

  move: vaultProcedure(itemMove, "editor")
    .meta({ body: "ids" })
    .output(changedIds)
    .mutation(({ ctx, input }) => moveItems(ctx.deps, ctx.vault, input)),

  changeTags: vaultProcedure(tagsChange, "editor")
    .meta({ body: "ids" })
    .output(itemList)
    .mutation(({ ctx, input }) => changeItemTags(ctx.deps, ctx.vault, input)),

  replaceTag: vaultProcedure(tagReplacement, "editor")
    .meta({ heavy: "write" })
    .output(itemList)
    .mutation(({ ctx, input }) => replaceTagEverywhere(ctx.deps, ctx.vault, input)),

  reorder: vaultProcedure(itemSelection, "editor")
    .meta({ body: "ids" })
    .output(changedIds)
    .mutation(({ ctx, input }) => reorderItems(ctx.deps, ctx.vault, input)),

  markUsed: scopeProcedure(itemSelection, "editor")
    .meta({ body: "ids" })
    .output(changedIds)
    .mutation(({ ctx, input }) => markItemsUsed(ctx.deps, ctx.scope, input)),

  trash: scopeProcedure(itemSelection, "editor")
    .meta({ body: "ids" })
    .output(changedIds)
    .mutation(({ ctx, input }) => trashItems(ctx.deps, ctx.scope, input)),

  restore: vaultProcedure(itemSelection, "editor")
    .meta({ body: "ids" })
    .output(changedIds)
    .mutation(({ ctx, input }) => restoreItems(ctx.deps, ctx.vault, input)),

  emptyTrash: vaultProcedure(trashSelection, "manager")
    .meta({ body: "ids", stepUp: true })
    .output(emptiedTrash)
    .mutation(({ ctx, input }) => emptyTrash(ctx.deps, ctx.vault, input)),

  versions: vaultProcedure(oneItem, "reader")
    .output(itemHistory)
    .query(({ ctx, input }) => listVersions(ctx.deps, ctx.vault, input)),

  keepVersion: vaultProcedure(givenUpChange, "editor")
    .meta({ body: "item" })
    .output(itemSummary)
    .mutation(({ ctx, input }) => keepVersion(ctx.deps, ctx.vault, input)),

  restoreVersion: vaultProcedure(versionSelection, "editor")
    .output(itemSummary)
    .mutation(({ ctx, input }) => restoreVersion(ctx.deps, ctx.vault, input)),

  forgetVersions: vaultProcedure(oneItem, "manager")
    .output(forgottenVersions)
    .mutation(({ ctx, input }) => forgetVersions(ctx.deps, ctx.vault, input)),
});
