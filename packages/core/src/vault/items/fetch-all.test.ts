import { expect, it } from "vitest";
import { asSealed } from "../../sealed.ts";
import { makeOwner } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import type { VaultDeps } from "../deps.ts";
import { fetchAll } from "./fetch-all.ts";
import { createItems } from "./items.ts";

const FIELDS = { url: "", account: "", username: "", password: "", blob: "", categoryId: null };

it("a vault too large for one answer is refused, with the way to read it in pages", async () => {
  await using vault = await openTestVault();
  const ada = await (await makeOwner(vault.deps)).unlock();
  await createItems(vault.deps, ada, {
    items: ["Router", "Bank"].map((name) => ({ ...FIELDS, name })),
  });
  const withRowsOf = (bytes: number): VaultDeps => {
    const { store } = vault.deps;
    const sealed = asSealed(new Uint8Array(bytes));
    const page: typeof store.items.page = async (...asked) => {
      const read = await store.items.page(...asked);
      return { ...read, rows: read.rows.map((row) => ({ ...row, sealed })) };
    };
    return { ...vault.deps, store: { ...store, items: { ...store.items, page } } };
  };
  const half = 48 * 1024 * 1024;
  expect((await fetchAll(withRowsOf(half), ada, { trash: false })).items).toHaveLength(2);
  await expect(fetchAll(withRowsOf(half + 1), ada, { trash: false })).rejects.toMatchObject({
    code: "INVALID_INPUT",
    message: expect.stringContaining("items.list with limit and cursor"),
  });
});
