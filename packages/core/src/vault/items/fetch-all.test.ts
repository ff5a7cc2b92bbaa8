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

it("a vault that changes between two reads is answered whole: each item once, in one order", async () => {
  await using vault = await openTestVault();
  const { store } = vault.deps;
  const ada = await (await makeOwner(vault.deps)).unlock();
  const names = Array.from({ length: 2100 }, (_, index) => `item ${index}`);
  await createItems(vault.deps, ada, { items: names.map((name) => ({ ...FIELDS, name })) });
  const ids = await store.items.ids(ada.scope, { trash: false });
  let pages = 0;
  const page: typeof store.items.page = async (...asked) => {
    const read = await store.items.page(...asked);
    pages += 1;
    // What was read goes behind all others, and what wasn't read goes in front.
    if (pages === 1) await store.items.reorder(ada.scope, ids.toReversed(), 1);
    return read;
  };
  const deps = { ...vault.deps, store: { ...store, items: { ...store.items, page } } };
  const { items } = await fetchAll(deps, ada, { trash: false });
  expect(items.map(({ id }) => id)).toEqual(ids.toReversed());
});
