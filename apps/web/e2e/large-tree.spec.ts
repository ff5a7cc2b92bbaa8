import type { Page } from "@playwright/test";
import { logIn, makeItems, type TestAccount } from "./account.ts";
import { expect, test } from "./test.ts";

/** 20 categories with 6 in each, and 3 in each of those: 500, and an item in each. */
async function plantLargeTree(account: TestAccount) {
  const make = async (name: string, parents: readonly (number | null)[]) => {
    const { categories } = await account.call<{ categories: { id: number }[] }>("categories.create", {
      categories: parents.map((parentId, index) => ({ name: `${name} ${index + 1}`, parentId })),
    });
    return categories.map(({ id }) => id);
  };
  const outer = await make(
    "Outer",
    Array.from({ length: 20 }, () => null),
  );
  const middle = await make(
    "Middle",
    outer.flatMap((id) => Array.from({ length: 6 }, () => id)),
  );
  const inner = await make(
    "Inner",
    middle.flatMap((id) => Array.from({ length: 3 }, () => id)),
  );
  const ids = [...outer, ...middle, ...inner];
  await makeItems(
    account,
    ids.map((categoryId, index) => ({ name: `Leaf ${index + 1}`, password: "leaf", categoryId })),
  );
}

/** How often a category's line is drawn in between: the browser counts the calls of the function that draws it. */
async function countLines(page: Page, act: () => Promise<void>): Promise<number> {
  await page.coverage.startJSCoverage({ resetOnNavigation: false });
  await act();
  const scripts = await page.coverage.stopJSCoverage();
  const drawing = scripts.flatMap(({ source = "", functions }) =>
    functions.flatMap(({ ranges: [whole] }) =>
      whole && source.slice(whole.startOffset, whole.endOffset).includes('"data-category-id"')
        ? { length: whole.endOffset - whole.startOffset, count: whole.count }
        : [],
    ),
  );
  // The innermost is the one; those around it are its module.
  return drawing.toSorted((a, b) => a.length - b.length)[0]?.count ?? 0;
}

test("of 500 categories only those that change are rendered again, and a menu is there when it is open", async ({
  page,
  account,
}) => {
  await plantLargeTree(account);
  await logIn(page, account);
  const links = page.locator("[data-order-id]");
  await expect(links).toHaveCount(500);
  await expect(page.getByRole("status").filter({ hasText: "500 items" })).toBeVisible();
  await expect(page.locator(".side .menu-item")).toHaveCount(0);

  const search = page.getByLabel("Search the vault");
  const typed = await countLines(page, async () => {
    await search.pressSequentially("leaf 49");
    await expect(page.locator("mark").first()).toBeVisible();
  });
  expect(typed).toBe(0);
  await search.fill("");

  const opened = await countLines(page, async () => {
    await page.locator('[data-row="0"]').click();
    await expect(page.getByRole("heading", { level: 2, name: "Leaf 1", exact: true })).toBeVisible();
  });
  expect(opened).toBe(0);

  const went = await countLines(page, async () => {
    await links.nth(3).click();
    await links.nth(4).click();
    await expect(links.nth(4)).toHaveAttribute("aria-current", "page");
  });
  // Enough to know that they are counted; each of the two may be drawn a second time for what follows.
  expect(went).toBeGreaterThanOrEqual(2);
  expect(went).toBeLessThan(12);

  const toggle = page.getByRole("button", { name: "Contents of Outer 1", exact: true });
  const folded = await countLines(page, async () => {
    await toggle.click();
    await expect(links).toHaveCount(476);
  });
  expect(folded).toBeGreaterThanOrEqual(1);
  expect(folded).toBeLessThan(12);

  await page.getByRole("button", { name: "Actions for Outer 2", exact: true }).click();
  await expect(page.locator(".side .menu-item")).toHaveCount(6);
  await expect(page.getByRole("button", { name: "Rename" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator(".side .menu-item")).toHaveCount(0);
});
