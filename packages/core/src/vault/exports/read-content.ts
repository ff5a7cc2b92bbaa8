import type { SealableRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import type { ItemId } from "../../ids.ts";
import type { ExportRequest } from "../../schemas/exports.ts";
import type { ItemRow, ItemVersionRow } from "../../store/rows.ts";
import type {
  ContentCategory,
  ContentFile,
  ContentItem,
  ContentVersion,
  VaultContent,
} from "../../vault-content.ts";
import { readTree } from "../categories/category-tree.ts";
import type { VaultDeps } from "../deps.ts";
import type { OpenVault } from "../open-vault.ts";
import {
  openCategoryRecord,
  openItemRecord,
  openVersionRecord,
  unlessDamaged,
} from "../records/open-rows.ts";
import { filesByItem } from "./content-files.ts";

/** Rows that are opened in one turn of the event loop. */
const ROWS_A_TURN = 100;

/** What is exported, while it is read. */
export interface ReadContent extends VaultContent {
  readonly count: number;
  /** Items left out so far, because their record doesn't open. */
  readonly damaged: () => number;
}

type Choice = Pick<ExportRequest, "scope" | "history" | "trash" | "files">;

/**
 * All of a vault, or the selected part, for an export: categories in tree order, items by trash, category and their order in it.
 * @throws VaultError NOT_FOUND: the category
 */
export async function readContent(deps: VaultDeps, vault: OpenVault, choice: Choice): Promise<ReadContent> {
  const { categories, numbers } = await readCategories(deps, vault, choice);
  const places = await placesOf(deps, vault, { ...choice, numbers });
  const files = choice.files ? await filesByItem(deps, vault) : new Map<ItemId, ContentFile[]>();
  let damaged = 0;
  async function* items(): AsyncGenerator<ContentItem, void> {
    let n = 0;
    for (let at = 0; at < places.length; at += ROWS_A_TURN) {
      await deps.clock.yield();
      for (const { row, record, category } of await openPlaces(
        deps,
        vault,
        places.slice(at, at + ROWS_A_TURN),
      )) {
        if (!record) {
          damaged += 1;
          continue;
        }
        n += 1;
        const { createdAt, updatedAt, usedAt, deletedAt } = row;
        const versions = choice.history ? await versionsOf(deps, vault, row.id) : [];
        yield {
          n,
          category,
          record: withoutSource(record),
          createdAt,
          updatedAt,
          usedAt,
          deletedAt,
          versions,
          files: files.get(row.id) ?? [],
        };
      }
    }
  }
  return { categories, items: items(), count: places.length, damaged: () => damaged };
}

interface Place {
  readonly id: ItemId;
  readonly trash: boolean;
  readonly category: number | null;
}

/** Where each item is, in the content's order, without opening any. */
async function placesOf(
  deps: VaultDeps,
  vault: OpenVault,
  { scope, trash, numbers }: Choice & { readonly numbers: ReadonlyMap<number, number> },
): Promise<Place[]> {
  const wanted = scope.part === "items" ? new Set<ItemId>(scope.ids) : null;
  const places: Place[] = [];
  for (const inTrash of trash ? [false, true] : [false]) {
    const found: Place[] = [];
    for (const { id, categoryId } of await deps.store.items.places(vault.scope, { trash: inTrash })) {
      const category = categoryId === null ? null : (numbers.get(categoryId) ?? null);
      if (wanted ? !wanted.has(id) : scope.part === "category" && category === null) continue;
      found.push({ id, trash: inTrash, category });
    }
    // Stable: within a category the owner's order stays.
    places.push(...found.toSorted((a, b) => (a.category ?? 0) - (b.category ?? 0)));
  }
  return places;
}

async function openPlaces(deps: VaultDeps, vault: OpenVault, places: readonly Place[]) {
  const opened: { row: ItemRow; record: SealableRecord | null; category: number | null }[] = [];
  for (const trash of [false, true]) {
    const some = places.filter((place) => place.trash === trash);
    const byId = new Map(some.map((place) => [place.id, place]));
    const rows = await readAll(deps, vault, { ids: [...byId.keys()], trash });
    for (const row of rows)
      opened.push({
        row,
        record: unlessDamaged(() => openItemRecord(vault, row)),
        category: byId.get(row.id)?.category ?? null,
      });
  }
  return opened;
}

async function readAll(
  deps: VaultDeps,
  vault: OpenVault,
  { ids, trash }: { readonly ids: readonly ItemId[]; readonly trash: boolean },
) {
  const all: ItemRow[] = [];
  for (let at = 0; at < ids.length; ) {
    const { rows, looked } = await deps.store.items.readMany(vault.scope, ids.slice(at), { trash });
    all.push(...rows);
    at += looked;
  }
  return all;
}

async function versionsOf(deps: VaultDeps, vault: OpenVault, id: ItemId): Promise<ContentVersion[]> {
  const rows = await deps.store.items.versions(vault.scope, id);
  return rows.toReversed().flatMap((row: ItemVersionRow) => {
    const record = unlessDamaged(() => openVersionRecord(vault, row));
    return record
      ? [{ record: withoutSource(record), createdAt: row.createdAt, replacedAt: row.replacedAt }]
      : [];
  });
}

/** Categories in tree order with their numbers: live ones, and those in the trash if they are wanted. */
async function readCategories(deps: VaultDeps, vault: OpenVault, { scope, trash }: Choice) {
  const tree = await readTree(deps, vault);
  const shown = tree.categories.filter(({ deletedAt }) => trash || deletedAt === null);
  const ids = new Set(shown.map(({ id }) => id));
  const children = new Map<number | null, typeof shown>();
  for (const category of shown) {
    const parent = category.parentId !== null && ids.has(category.parentId) ? category.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), category]);
  }
  const categories: ContentCategory[] = [];
  const numbers = new Map<number, number>();
  const add = (category: (typeof shown)[number], parent: number | null): void => {
    const row = tree.rowsById.get(category.id);
    const record = row && unlessDamaged(() => openCategoryRecord(vault, row));
    const { parentId: _, ...own } = record ?? { name: "" };
    const n = categories.length + 1;
    numbers.set(category.id, n);
    const { createdAt, updatedAt, deletedAt } = category;
    categories.push({ n, parent, record: own, createdAt, updatedAt, deletedAt });
    for (const child of children.get(category.id) ?? []) add(child, n);
  };
  if (scope.part === "category") {
    const top = shown.find(({ id }) => id === scope.categoryId);
    if (!top) throw new VaultError("NOT_FOUND", { table: "categories", ids: [scope.categoryId] });
    add(top, null);
  } else for (const top of children.get(null) ?? []) add(top, null);
  return { categories, numbers: numbers };
}

/** Where an import took it from means nothing in another database. */
function withoutSource({ source: _, ...record }: SealableRecord): SealableRecord {
  return record;
}
