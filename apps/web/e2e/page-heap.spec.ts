import type { Page } from "@playwright/test";
import { logIn, makeCategories, makeItems, type TestAccount } from "./account.ts";
import { findInHeap } from "./page-heap.ts";
import { expect, test } from "./test.ts";

/** Values that occur nowhere else, and what they are. */
const PLANTED = {
  name: "Zqname-planted",
  "other name": "Zqother-planted",
  username: "zquser-planted",
  password: "zqpass-planted",
  note: "zqnote-planted",
  tag: "zqtag-planted",
  field: "zqfield-planted",
  "typed name": "Zqtyped-planted",
  "typed password": "zqsecret-planted",
  draft: "Zqdraft-planted",
  category: "Zqcategory-planted",
};

const everything = (account: TestAccount) => ({
  ...PLANTED,
  passphrase: account.passphrase,
  "passphrase's header": Buffer.from(account.passphrase, "utf8").toString("base64url"),
  "account's password": account.password,
});

async function plant(account: TestAccount): Promise<void> {
  const [categoryId = 0] = await makeCategories(account, [PLANTED.category]);
  await makeItems(account, [
    {
      name: PLANTED.name,
      username: PLANTED.username,
      password: PLANTED.password,
      blob: PLANTED.note,
      tags: [PLANTED.tag],
      fields: [{ name: "Extra", kind: "hidden", value: PLANTED.field }],
      categoryId,
    },
    { name: PLANTED["other name"], username: PLANTED.username, password: PLANTED.password },
  ]);
}

/** Uses what keeps something: form, search, item, command palette, health, undo. */
async function useEverything(page: Page): Promise<void> {
  const typedName = PLANTED["typed name"];
  const search = page.getByLabel("Search the vault");
  const row = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) }).first();
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill(typedName);
  await page.getByLabel("Password", { exact: true }).fill(PLANTED["typed password"]);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: typedName })).toBeVisible();
  await search.fill(PLANTED.tag.slice(0, 6));
  await search.fill(PLANTED.name);
  await row(PLANTED.name).click();
  await expect(page.getByText(PLANTED.note)).toBeVisible();
  await search.fill("");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByText(PLANTED.password)).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Command palette" })).toBeFocused();
  await page.keyboard.type(PLANTED["other name"]);
  await expect(page.getByRole("option", { name: new RegExp(PLANTED["other name"]) }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: PLANTED["other name"] })).toBeVisible();
  await page.goto("/#/health");
  await expect(page.getByRole("heading", { name: "Health" }).first()).toBeVisible();
  await page.goto("/#/all");
  await page.getByRole("button", { name: typedName, exact: true }).press("Delete");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
}

test("nothing of the vault is left in the page's heap after it locks and after logout", async ({
  page,
  account,
}) => {
  /** Soon, since a change under way is completed and a draft is encrypted first. */
  const expectNothing = (planted: Readonly<Record<string, string>>) =>
    expect.poll(() => findInHeap(page, planted), { timeout: 60_000 }).toEqual([]);
  test.slow();
  await plant(account);
  await logIn(page, account);
  await useEverything(page);
  // What is looked for would be found.
  expect(await findInHeap(page, { name: PLANTED.name })).toHaveLength(1);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill(PLANTED.draft);
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(page.getByText("Your unsaved changes are stored encrypted.")).toBeVisible();
  await expectNothing(everything(account));

  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(PLANTED.draft);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: PLANTED.draft })).toBeVisible();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByRole("button", { name: "Log in", exact: true })).toBeVisible();
  await expectNothing({ ...everything(account), "account's name": account.username });
});
