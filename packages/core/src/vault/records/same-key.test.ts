import { describe, expect, it } from "vitest";
import { asItemId } from "../../ids.ts";
import { damage, makeOwner, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { renewVaultKey } from "../account/passphrase.ts";
import { createCategories, listCategories } from "../categories/categories.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems, listItems, updateItems } from "../items/items.ts";
import { listVersions } from "../items/trash-and-history.ts";

const blank = { url: "", account: "", username: "", password: "", blob: "", categoryId: null };

describe("a vault that gets another key while it is read", () => {
  it("refuses what was begun before, and calls no record damaged", async () => {
    await using vault = await openTestVault();
    const { deps } = vault;
    const ada = await makeOwner(deps);
    using before = await ada.unlock();
    await createCategories(deps, before, { categories: [{ name: "Banks" }] });
    const { items } = await createItems(deps, before, { items: [{ ...blank, name: "Router" }] });
    const id = asItemId(items[0]?.id ?? 0);
    await updateItems(deps, before, { items: [{ id, revision: 1, name: "New router" }] });
    const newPassphrase = "another passphrase";
    await renewVaultKey(deps, before, { password: ada.secrets.password, newPassphrase });

    const page = { trash: false, limit: 10 };
    const conflict = { code: "CONFLICT", details: {} };
    expect(await refusal(fetchAll(deps, before, { trash: false }))).toEqual(conflict);
    expect(await refusal(listItems(deps, before, page))).toEqual(conflict);
    expect(await refusal(listCategories(deps, before, { trash: false }))).toEqual(conflict);
    expect(await refusal(listVersions(deps, before, { id }))).toEqual(conflict);

    using after = await ada.unlock(newPassphrase);
    expect((await listItems(deps, after, page)).items).toMatchObject([
      { name: "New router", damaged: false },
    ]);
  });

  it("still marks a record that is damaged under its own key", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const created = await createItems(vault.deps, unlocked, { items: [{ ...blank, name: "Router" }] });
    damage(vault.databasePath, "items", created.items[0]?.id ?? 0);
    const { items } = await fetchAll(vault.deps, unlocked, { trash: false });
    expect(items).toMatchObject([{ name: "", damaged: true }]);
  });
});
