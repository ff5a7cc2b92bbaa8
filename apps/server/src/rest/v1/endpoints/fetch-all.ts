import type { Endpoint } from "../calls/endpoint.ts";
import { success, toCategory, toItem } from "./answers.ts";

export const getFetchAll: Endpoint = {
  id: "fetchAll",
  summary: "All categories and items",
  guard: "passphrase",
  answers: "Vault",
  async answer({ caller }) {
    const { categories, items } = await caller.vault.fetchAll();
    return success({
      categories: categories.map(toCategory),
      items: items.map((item) => ({
        ...toItem(item, item.sortId, item.damaged),
        category_id: item.categoryId,
      })),
    });
  },
};
