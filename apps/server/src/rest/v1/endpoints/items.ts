import { mapFields, V1_FIELDS } from "@opp/core/items/fields";
import { inSlices } from "@opp/core/vault/in-slices";
import { type Caller, type Endpoint, taking, type V1Call } from "../calls/endpoint.ts";
import { CANNOT_ADD, CANNOT_UPDATE, INVALID_ITEM, type SentItem } from "../schemas/requests.ts";
import { readIds } from "../wire/ids.ts";
import { V1Refusal } from "../wire/refusal.ts";
import { type ItemFields, success, toCategory, toItem } from "./answers.ts";
import { type PasswordWishes, passwordMaker } from "./generated-passwords.ts";
import { findRevisions } from "./item-revisions.ts";
import { retryConflicts } from "./retry-conflicts.ts";

export const getItems: Endpoint = {
  id: "listItems",
  summary: "All items",
  guard: "passphrase",
  answers: "Items",
  async answer({ caller }) {
    const { categories, items } = await caller.vault.fetchAll();
    const categoriesById = new Map(categories.map((category) => [category.id, toCategory(category)]));
    return success({
      items: items.map((item) => ({
        ...toItem(item, item.sortId, item.damaged),
        category: categoriesById.get(item.categoryId ?? 0) ?? NO_CATEGORY,
      })),
    });
  },
};

export const putItems: Endpoint = {
  id: "createItems",
  summary: "New items, all or none",
  guard: "passphrase",
  body: "bulk",
  answers: "Items",
  wording: {
    INVALID_INPUT: INVALID_ITEM,
    UNKNOWN_CATEGORY: CANNOT_ADD,
  },
  ...taking("NewItems", async (body, { caller, world }) => {
    const items = await withPasswords(body.items.map(toFields), body, world);
    const { items: created } = await caller.items.create({ items });
    const isAnyInCategory = items.some(({ categoryId }) => categoryId !== null);
    const { categories } = isAnyInCategory ? await caller.categories.list() : { categories: [] };
    const categoriesById = new Map(categories.map((category) => [category.id, toCategory(category)]));
    return success({
      items: created.flatMap(({ id, sortId }, index) => {
        const item = items[index];
        if (!item) return [];
        const category = categoriesById.get(item.categoryId ?? 0) ?? NO_CATEGORY;
        return [{ ...toItem({ ...item, id }, sortId), category }];
      }),
    });
  }),
};

/** A full replacement: what isn't sent is blank afterwards, and without a category_id the item has none. */
export const postItems: Endpoint = {
  id: "replaceItems",
  summary: "Items replaced wholly: what isn't sent is blank afterwards",
  guard: "passphrase",
  body: "bulk",
  answers: "ReplacedItems",
  wording: {
    INVALID_INPUT: INVALID_ITEM,
    UNKNOWN_CATEGORY: CANNOT_UPDATE,
    NOT_FOUND: "Unknown item id in list!",
  },
  ...taking("ItemChanges", async (body, { caller, world }) => {
    const changes = body.items.map((sent) => ({ ...toFields(sent), id: sent.id }));
    const items = await withPasswords(changes, body, world);
    if (items.length > 0) await retryConflicts(() => update(caller, items));
    return success({
      items: items.map((item) => ({ ...toItem(item, null), category: { id: item.categoryId } })),
    });
  }),
};

export const deleteItems: Endpoint = {
  id: "deleteItems",
  summary: "Items to the trash",
  guard: "token",
  body: "ids",
  answers: "Success",
  ...taking("Selection", async (body, { caller }) => {
    const ids = readIds(body.ids);
    if (ids.length > 0) await caller.items.trash({ ids });
    return success();
  }),
};

const NO_CATEGORY = { id: null };

const toFields = (sent: SentItem) => ({
  ...mapFields(V1_FIELDS, (name) => sent[name] ?? ""),
  categoryId: sent.category_id ?? null,
});

type Change = ReturnType<typeof toFields> & { readonly id: number };

/** v1 knows no revisions: the change applies to whatever is there. */
async function update(caller: Caller, items: readonly Change[]): Promise<void> {
  const ids = items.map(({ id }) => id);
  const revisionsById = await findRevisions(caller, ids);
  await caller.items.update({
    items: items.map((item) => {
      const revision = revisionsById.get(item.id);
      if (revision === undefined) throw V1Refusal.badRequest("Unknown item id in list!");
      return { ...item, revision };
    }),
  });
}

/** The items with the passwords that the request wants made, if it wants any. */
async function withPasswords<T extends ItemFields>(
  items: readonly T[],
  wishes: PasswordWishes,
  world: V1Call["world"],
): Promise<T[]> {
  const makePassword = passwordMaker(wishes, world);
  if (!makePassword) return [...items];
  return inSlices(world.clock, items, (item) => ({ ...item, password: makePassword() }));
}
