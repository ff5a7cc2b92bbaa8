import type { Locator, Page } from "@playwright/test";
import { logIn, makeItems, type TestAccount } from "./account.ts";
import { holdNext } from "./held-request.ts";
import { expect, test } from "./test.ts";

/** Family (Bank (Cards), Doctor), Work (Bank). */
async function plantTree(account: TestAccount) {
  const make = async (name: string, parentId: number | null = null) => {
    const { categories } = await account.call<{ categories: { id: number }[] }>("categories.create", {
      categories: [{ name, parentId }],
    });
    return categories[0]?.id ?? 0;
  };
  const family = await make("Family");
  const bank = await make("Bank", family);
  const cards = await make("Cards", bank);
  const doctor = await make("Doctor", family);
  const work = await make("Work");
  const workBank = await make("Bank", work);
  await makeItems(account, [
    { name: "Ring", categoryId: family },
    { name: "Current account", categoryId: bank },
    { name: "Credit card", categoryId: cards },
    { name: "Payroll", categoryId: workBank },
    { name: "Loose leaf" },
  ]);
  return { family, bank, cards, doctor, work, workBank };
}

/** The tree as it is seen: each line's path by the lists that it lies in. */
const linesOf = (page: Page) =>
  page.locator("[data-order-id]").evaluateAll((links) =>
    links.map((link) => {
      const path: string[] = [];
      for (let row = link.closest("li"); row; row = row.parentElement?.closest("li") ?? null)
        path.unshift(row.querySelector(".side-name")?.textContent ?? "");
      return path.join("/");
    }),
  );

const PLANTED = ["Family", "Family/Bank", "Family/Bank/Cards", "Family/Doctor", "Work", "Work/Bank"];

const side = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name });

async function unlock(page: Page, account: TestAccount) {
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
}

async function drag(page: Page, from: string, to: string, part: number): Promise<void> {
  const row = (name: string) =>
    page
      .locator("[data-category-id]")
      .filter({ has: page.getByText(name, { exact: true }) })
      .first();
  const handle = await row(from).locator(".side-handle").boundingBox();
  const target = await row(to).boundingBox();
  if (!handle || !target) throw new Error("the rows aren't there");
  await page.mouse.move(handle.x + 12, handle.y + 12);
  await page.mouse.down();
  await page.mouse.move(target.x + 60, target.y + target.height * part, { steps: 6 });
  await page.mouse.up();
}

test("a category counts and lists its items and those beneath it, each with where it lies", async ({
  page,
  account,
}) => {
  await plantTree(account);
  await logIn(page, account);
  await expect.poll(() => linesOf(page)).toEqual(PLANTED);
  await side(page, "Family 3 items").click();
  const table = page.getByRole("table", { name: "Family" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByRole("row", { name: /Credit card/ })).toContainText("Family / Bank / Cards");
  await expect(side(page, "Bank 2 items")).toBeVisible();
  // A card says it from the category on that is open.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("button", { name: /^Credit card/ })).toHaveText(/^Credit cardBank \/ Cards/);
  await expect(page.getByRole("button", { name: /^Ring/ })).not.toContainText("Family");
});

test("a branch folds, stays so after a reload, by its id alone, and opens for who goes into it", async ({
  page,
  account,
}) => {
  const { family } = await plantTree(account);
  await logIn(page, account);
  await side(page, "Contents of Family").click();
  const folded = ["Family", "Work", "Work/Bank"];
  await expect.poll(() => linesOf(page)).toEqual(folded);
  await expect(side(page, "Contents of Family")).toHaveAttribute("aria-expanded", "false");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).toContain(`[${family}]`);
  expect(kept).not.toContain("Family");
  await page.reload();
  await unlock(page, account);
  await expect.poll(() => linesOf(page)).toEqual(folded);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command palette" }).fill("family / bank / cards");
  await page.getByRole("option", { name: "Go to Family / Bank / Cards" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cards" })).toBeAttached();
  await expect.poll(() => linesOf(page)).toEqual(PLANTED);
});

test("categories are dragged into each other, between others, and never into themselves", async ({
  page,
  account,
}) => {
  await plantTree(account);
  await logIn(page, account);
  await expect.poll(() => linesOf(page)).toEqual(PLANTED);
  await drag(page, "Doctor", "Work", 0.5);
  await expect
    .poll(() => linesOf(page))
    .toEqual(["Family", "Family/Bank", "Family/Bank/Cards", "Work", "Work/Bank", "Work/Doctor"]);
  await expect(page.getByText("“Doctor” is now 2 of 2 in “Work”.")).toBeVisible();
  await drag(page, "Work", "Cards", 0.9);
  await expect
    .poll(() => linesOf(page))
    .toEqual([
      "Family",
      "Family/Bank",
      "Family/Bank/Cards",
      "Family/Bank/Work",
      "Family/Bank/Work/Bank",
      "Family/Bank/Work/Doctor",
    ]);
  const before = await linesOf(page);
  await drag(page, "Family", "Cards", 0.5);
  expect(await linesOf(page)).toEqual(before);
  await page.reload();
  await unlock(page, account);
  await expect.poll(() => linesOf(page)).toEqual(before);
});

test("by keys a category goes in, out, up and down, folds, and keeps the focus; each is said", async ({
  page,
  account,
}) => {
  await plantTree(account);
  await logIn(page, account);
  const { keyboard } = page;
  const doctor = side(page, /^Doctor/);
  await doctor.focus();
  await keyboard.press("Alt+ArrowRight");
  await expect(page.getByText("“Doctor” is now 2 of 2 in “Bank”.")).toBeVisible();
  await expect(doctor).toBeFocused();
  await keyboard.press("Alt+ArrowUp");
  await expect(page.getByText("“Doctor” is now 1 of 2 in “Bank”.")).toBeVisible();
  await expect(doctor).toBeFocused();
  await keyboard.press("Alt+ArrowLeft");
  await expect(page.getByText("“Doctor” is now 2 of 2 in “Family”.")).toBeVisible();
  // Two at once: the second continues from where the first went, before the first is answered.
  const first = await holdNext(page, "**/api/trpc/categories.move");
  await keyboard.press("Alt+ArrowLeft");
  const held = await first.route;
  await keyboard.press("Alt+ArrowDown");
  await expect.poll(() => linesOf(page)).toHaveProperty("5", "Doctor");
  await held.continue();
  await expect(page.getByText("“Doctor” is now 3 of 3.")).toBeVisible();
  await expect(doctor).toBeFocused();
  await expect
    .poll(() => linesOf(page))
    .toEqual(["Family", "Family/Bank", "Family/Bank/Cards", "Work", "Work/Bank", "Doctor"]);
  // Alt and ← are the browser's way back elsewhere.
  await expect(page.getByRole("heading", { level: 1, name: "All items" })).toBeAttached();
  await side(page, /^Family/).focus();
  await keyboard.press("ArrowLeft");
  await expect.poll(() => linesOf(page)).toEqual(["Family", "Work", "Work/Bank", "Doctor"]);
  await keyboard.press("ArrowRight");
  await expect.poll(() => linesOf(page)).toHaveLength(6);
});

test("the menu makes a subcategory and moves one into another; the form and the dialog show the tree", async ({
  page,
  account,
}) => {
  await plantTree(account);
  await logIn(page, account);
  await side(page, "Actions for Doctor").click();
  await page.getByRole("button", { name: "New subcategory" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Parent category").locator("option:checked")).toHaveText("Family / Doctor");
  await dialog.getByLabel("Name").fill("Teeth");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Teeth" })).toBeAttached();
  await expect.poll(() => linesOf(page)).toContain("Family/Doctor/Teeth");

  await side(page, "Actions for Doctor").click();
  await page.getByRole("button", { name: "Move into…" }).click();
  await expect(dialog.getByRole("button", { name: "Teeth" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Work" }).click();
  await expect.poll(() => linesOf(page)).toContain("Work/Doctor/Teeth");
  await side(page, "Actions for Doctor").click();
  await page.getByRole("button", { name: "Move into…" }).click();
  await dialog.getByRole("button", { name: "Top level" }).click();
  await expect.poll(() => linesOf(page)).toContain("Doctor/Teeth");

  await page.getByRole("button", { name: "New", exact: true }).click();
  const select = page.getByLabel("Category", { exact: true });
  await select.selectOption({ label: "\u2003\u2003Cards" });
  await expect(select.locator("option:checked")).toHaveText("Family / Bank / Cards");
});

test("a search finds a category by name or path, with what lies beneath", async ({ page, account }) => {
  await plantTree(account);
  await logIn(page, account);
  const rows = page.locator("[data-row]");
  const find = async (query: string, names: string[]) => {
    await page.getByLabel("Search the vault").fill(query);
    await expect(rows).toHaveCount(names.length);
    for (const name of names) await expect(rows.filter({ hasText: name })).toHaveCount(1);
  };
  await find("in:family", ["Ring", "Current account", "Credit card"]);
  await find('in:"family / bank"', ["Current account", "Credit card"]);
  await find("in:work/bank", ["Payroll"]);
  await find("in:bank", ["Current account", "Credit card", "Payroll"]);
  await find("-in:family", ["Payroll", "Loose leaf"]);
});

test("deleting says what goes; kept, it moves up; deleted with all, one restore brings all back", async ({
  page,
  account,
}) => {
  await plantTree(account);
  await logIn(page, account);
  const dialog = page.getByRole("dialog");
  await side(page, "Actions for Family").click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog.getByText("This category contains 3 categories and 3 items.")).toBeVisible();
  await dialog.getByText("Keep its contents").click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect.poll(() => linesOf(page)).toEqual(["Bank", "Bank/Cards", "Doctor", "Work", "Work/Bank"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => linesOf(page)).toEqual(PLANTED);

  await side(page, "Actions for Family").click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await dialog.getByText("Delete everything in it").click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect.poll(() => linesOf(page)).toEqual(["Work", "Work/Bank"]);
  await side(page, /^Trash/).click();
  await expect(page.getByText("Family / Bank / Cards")).toBeVisible();
  await page.getByRole("button", { name: "Restore Family" }).click();
  await expect(page.getByText("Restored: 4 categories, 3 items.")).toBeVisible();
  await expect.poll(() => linesOf(page)).toEqual(PLANTED);
});

test("what the server refuses goes back to where it was, and says why", async ({ page, account }) => {
  const ids: number[] = [];
  for (let level = 1; level <= 8; level += 1) {
    const { categories } = await account.call<{ categories: { id: number }[] }>("categories.create", {
      categories: [{ name: `Level ${level}`, parentId: ids.at(-1) ?? null }],
    });
    ids.push(categories[0]?.id ?? 0);
  }
  await account.call("categories.create", { categories: [{ name: "Other" }] });
  await logIn(page, account);
  await expect.poll(() => linesOf(page)).toHaveLength(9);
  await drag(page, "Other", "Level 8", 0.5);
  await expect(page.getByText("Categories can be nested up to 8 levels deep")).toBeVisible();
  await expect.poll(() => linesOf(page)).toContain("Other");
});
