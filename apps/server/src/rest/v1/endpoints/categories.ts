import { type Caller, type Endpoint, taking } from "../calls/endpoint.ts";
import { readIds } from "../wire/ids.ts";
import { V1Refusal } from "../wire/refusal.ts";
import { success, toCategory } from "./answers.ts";
import { retryConflicts } from "./retry-conflicts.ts";

export const getCategories: Endpoint = {
  id: "listCategories",
  summary: "All categories",
  guard: "passphrase",
  answers: "Categories",
  async answer({ caller }) {
    const { categories } = await caller.categories.list();
    return success({ categories: categories.map(toCategory) });
  },
};

export const putCategories: Endpoint = {
  id: "createCategories",
  summary: "New categories, all or none",
  guard: "passphrase",
  body: "bulk",
  answers: "Categories",
  wording: { INVALID_INPUT: "Invalid category name in list!" },
  ...taking("NewCategories", async ({ category_names }, { caller }) => {
    const { categories } = await caller.categories.create({
      categories: category_names.map((name) => ({ name })),
    });
    return success({ categories: categories.map(toCategory) });
  }),
};

export const postCategories: Endpoint = {
  id: "renameCategories",
  summary: "Other names for categories, all or none",
  guard: "passphrase",
  body: "bulk",
  answers: "Success",
  wording: {
    INVALID_INPUT: "Invalid category name in list!",
    NOT_FOUND: "Unknown category id in list!",
  },
  ...taking("CategoryChanges", async ({ categories }, { caller }) => {
    if (categories.length > 0) await retryConflicts(() => update(caller, categories));
    return success();
  }),
};

export const deleteCategories: Endpoint = {
  id: "deleteCategories",
  summary: "Categories to the trash",
  guard: "token",
  body: "ids",
  answers: "Success",
  ...taking("CategorySelection", async ({ ids: listed, cascade }, { caller }) => {
    const ids = readIds(listed);
    if (ids.length > 0) await caller.categories.trash({ ids, cascade });
    return success();
  }),
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
      if (revision === undefined) throw V1Refusal.badRequest("Unknown category id in list!");
      return { ...change, revision };
    }),
  });
}
