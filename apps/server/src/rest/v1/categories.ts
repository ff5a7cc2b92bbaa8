import { success, toCategory } from "./answers.ts";
import type { Caller, Endpoint } from "./endpoint.ts";
import { readId, readIds } from "./ids.ts";
import { isEmpty, isObject, ownField } from "./payload.ts";
import { V1Refusal } from "./refusal.ts";
import { retryConflicts } from "./retry-conflicts.ts";

export const getCategories: Endpoint = {
  guard: "passphrase",
  async answer({ caller }) {
    const { categories } = await caller.categories.list();
    return success({ categories: categories.map(toCategory) });
  },
};

export const putCategories: Endpoint = {
  guard: "passphrase",
  wording: { INVALID_INPUT: "Invalid category name in list!" },
  async answer({ caller, payload }) {
    const names = payload().list("category_names").map(readName);
    if (names.length === 0) throw V1Refusal.badRequest("Empty category name list!");
    const { categories } = await caller.categories.create({ categories: names.map((name) => ({ name })) });
    return success({ categories: categories.map(toCategory) });
  },
};

export const postCategories: Endpoint = {
  guard: "passphrase",
  wording: {
    INVALID_INPUT: "Invalid category name in list!",
    NOT_FOUND: "Unknown category id in list!",
  },
  async answer({ caller, payload }) {
    const changes = payload().list("categories").map(readChange);
    const ids = changes.map(({ id }) => id);
    if (new Set(ids).size < ids.length) throw V1Refusal.badRequest("Duplicate category id in list!");
    if (changes.length > 0) await retryConflicts(() => update(caller, changes));
    return success();
  },
};

export const deleteCategories: Endpoint = {
  guard: "token",
  async answer({ caller, payload }) {
    const fields = payload();
    const listed = fields.list("ids");
    const cascade = fields.required("cascade");
    if (listed.length === 0) throw V1Refusal.badRequest("Empty category id list!");
    if (typeof cascade !== "boolean") throw V1Refusal.badRequest("Invalid cascade value!");
    const ids = readIds(listed);
    if (ids.length > 0) await caller.categories.trash({ ids, cascade });
    return success();
  },
};

interface CategoryChange {
  readonly id: number;
  readonly name: string;
}

/** v1 knows no revisions: the change applies to whatever is there. */
async function update(caller: Caller, changes: readonly CategoryChange[]): Promise<void> {
  const { categories } = await caller.categories.list();
  const revisionsById = new Map(categories.map(({ id, revision }) => [id, revision]));
  await caller.categories.update({
    categories: changes.map((change) => {
      const revision = revisionsById.get(change.id);
      if (revision === undefined) throw unknownId();
      return { ...change, revision };
    }),
  });
}

function readChange(entry: unknown): CategoryChange {
  if (!isObject(entry) || !Object.hasOwn(entry, "id"))
    throw V1Refusal.badRequest("Missing category id in list!");
  const given = ownField(entry, "id");
  if (isEmpty(given)) throw V1Refusal.badRequest("Empty category id in list!");
  if (!Object.hasOwn(entry, "name")) throw V1Refusal.badRequest("Missing category name in list!");
  const name = readName(ownField(entry, "name"));
  const id = readId(given);
  if (id === null) throw unknownId();
  return { id, name };
}

function readName(name: unknown): string {
  if (isEmpty(name)) throw V1Refusal.badRequest("Empty category name in list!");
  if (typeof name !== "string") throw V1Refusal.badRequest("Invalid category name in list!");
  return name;
}

const unknownId = () => V1Refusal.badRequest("Unknown category id in list!");
