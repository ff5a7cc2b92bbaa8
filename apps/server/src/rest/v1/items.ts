import { inTurns } from "@opp/core/vault/open-rows";
import { type ItemFields, success, toCategory, toItem } from "./answers.ts";
import type { Caller, Endpoint, V1Call } from "./endpoint.ts";
import { passwordMaker } from "./generated-passwords.ts";
import { readId, readIds } from "./ids.ts";
import { findRevisions } from "./item-revisions.ts";
import { isEmpty, isObject, ownField, type Payload } from "./payload.ts";
import { V1Refusal } from "./refusal.ts";
import { retryConflicts } from "./retry-conflicts.ts";

const CANNOT_ADD = "Unable to add new items to the database!";
const CANNOT_UPDATE = "Unable to update items in the database!";
const INVALID_ITEM = "Invalid item data in list!";

export const getItems: Endpoint = {
  guard: "passphrase",
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
  guard: "passphrase",
  wording: { INVALID_INPUT: INVALID_ITEM, UNKNOWN_CATEGORY: CANNOT_ADD },
  async answer({ caller, payload, world }) {
    const fields = payload();
    const read = fields.list("items").map((entry) => readItem(entry, CANNOT_ADD));
    if (read.length === 0) throw V1Refusal.badRequest(CANNOT_ADD);
    const items = await withPasswords(read, fields, world);
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
  },
};

/** A full replacement: what isn't sent is blank afterwards, and without a category_id the item has none. */
export const postItems: Endpoint = {
  guard: "passphrase",
  wording: {
    INVALID_INPUT: INVALID_ITEM,
    UNKNOWN_CATEGORY: CANNOT_UPDATE,
    NOT_FOUND: "Unknown item id in list!",
  },
  async answer({ caller, payload, world }) {
    const fields = payload();
    const read = fields.list("items").map(readChange);
    const ids = read.map(({ id }) => id);
    if (new Set(ids).size < ids.length) throw V1Refusal.badRequest("Duplicate item id in list!");
    const items = await withPasswords(read, fields, world);
    if (items.length > 0) await retryConflicts(() => update(caller, items));
    return success({
      items: items.map((item) => ({ ...toItem(item, null), category: { id: item.categoryId } })),
    });
  },
};

export const deleteItems: Endpoint = {
  guard: "token",
  async answer({ caller, payload }) {
    const ids = readIds(payload().list("ids"));
    if (ids.length > 0) await caller.items.trash({ ids });
    return success();
  },
};

const NO_CATEGORY = { id: null };

interface ReadItem extends ItemFields {
  readonly categoryId: number | null;
}

/** v1 knows no revisions: the change applies to whatever is there. */
async function update(caller: Caller, items: readonly (ReadItem & { readonly id: number })[]): Promise<void> {
  const ids = items.map(({ id }) => id);
  const revisionsById = await findRevisions(caller, ids);
  await caller.items.update({
    items: items.map((item) => {
      const revision = revisionsById.get(item.id);
      if (revision === undefined) throw unknownId();
      return { ...item, revision };
    }),
  });
}

/** The items with the passwords that the request wants made, if it wants any. */
async function withPasswords<T extends ItemFields>(
  items: readonly T[],
  fields: Payload,
  world: V1Call["world"],
): Promise<T[]> {
  const makePassword = passwordMaker(fields, world);
  if (!makePassword) return [...items];
  return inTurns(world.clock, items, (item) => ({ ...item, password: makePassword() }));
}

function readChange(entry: unknown): ReadItem & { readonly id: number } {
  if (!isObject(entry) || !Object.hasOwn(entry, "id")) throw V1Refusal.badRequest("Missing item id in list!");
  const given = ownField(entry, "id");
  if (isEmpty(given)) throw V1Refusal.badRequest("Empty item id in list!");
  const item = readItem(entry, CANNOT_UPDATE);
  const id = readId(given);
  if (id === null) throw unknownId();
  return { ...item, id };
}

/** @param unknownCategory what is said of a category_id that can't be one. */
function readItem(entry: unknown, unknownCategory: string): ReadItem {
  if (!isObject(entry)) throw V1Refusal.badRequest(INVALID_ITEM);
  const text = (field: keyof ItemFields) => readText(entry, field);
  const fields = {
    name: text("name"),
    url: text("url"),
    account: text("account"),
    username: text("username"),
    password: text("password"),
    blob: text("blob"),
  };
  const given = ownField(entry, "category_id") ?? null;
  const categoryId = given === null ? null : readId(given);
  if (given !== null && categoryId === null) throw V1Refusal.badRequest(unknownCategory);
  return { ...fields, categoryId };
}

function readText(entry: object, field: string): string {
  const value = ownField(entry, field) ?? "";
  if (typeof value !== "string") throw V1Refusal.badRequest(INVALID_ITEM);
  return value;
}

const unknownId = () => V1Refusal.badRequest("Unknown item id in list!");
