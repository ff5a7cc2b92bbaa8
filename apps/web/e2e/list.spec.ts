import { logIn, makeCategories, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

const THREE = [{ name: "Bank" }, { name: "Mail" }, { name: "Post" }];

test("rows are chosen by mouse, moved together, and undo takes each back to where it was", async ({
  page,
  account,
}) => {
  const [home, work] = await makeCategories(account, ["Home", "Work"]);
  await makeItems(account, [
    { name: "Bank", categoryId: home ?? null },
    { name: "Mail" },
    { name: "Post" },
    { name: "Rail", categoryId: work ?? null },
  ]);
  await logIn(page, account);
  await page.getByRole("button", { name: "Bank", exact: true }).click({ modifiers: ["ControlOrMeta"] });
  await page.getByRole("button", { name: "Post", exact: true }).click({ modifiers: ["Shift"] });
  await expect(page.getByRole("status").filter({ hasText: "3 selected" })).toBeVisible();
  await page.getByRole("toolbar").getByRole("button", { name: "Move to…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Work" }).click();
  await expect(page.getByRole("button", { name: "Work 4 items" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Home 1 item" })).toBeVisible();
  await expect(page.getByRole("button", { name: "No category 2 items" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Work 1 item" })).toBeVisible();

  await page.getByRole("toolbar").getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^1 item$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Trash 3 items" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(page.getByRole("status").filter({ hasText: /^4 items$/ })).toBeVisible();
});

test("rows are chosen, starred and trashed with keys alone", async ({ page, account }) => {
  await makeItems(account, THREE);
  const { keyboard } = page;
  await logIn(page, account);
  await expect(page.getByRole("status").filter({ hasText: /^3 items$/ })).toBeVisible();
  await keyboard.press("/");
  await keyboard.press("ArrowDown");
  await expect(page.locator("[data-row]:focus")).toHaveCount(1);
  await keyboard.press("f");
  await expect(page.getByRole("button", { name: "Favourites 1 item" })).toBeVisible();
  await keyboard.press("Space");
  await keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("status").filter({ hasText: "2 selected" })).toBeVisible();
  await keyboard.press("Control+a");
  await expect(page.getByRole("status").filter({ hasText: "3 selected" })).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("ArrowDown");
  await keyboard.press("Delete");
  await expect(page.getByRole("button", { name: "Post", exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Trash 1 item" })).toBeVisible();
  await expect(page.locator("[data-row]:focus")).toHaveCount(1);
});

test("a long press on a phone chooses, and taps then choose on", async ({ browser, baseURL, account }) => {
  await makeItems(account, THREE);
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await logIn(page, account);
  const touch = async (name: string, held: boolean) => {
    const box = await page.getByRole("button", { name: new RegExp(`^${name}`) }).boundingBox();
    if (!box) throw new Error(`${name} isn't there`);
    const point = { x: box.x + 40, y: box.y + box.height / 2 };
    const session = await context.newCDPSession(page);
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
    if (held) await expect(page.getByRole("status").filter({ hasText: "1 selected" })).toBeVisible();
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  await touch("Mail", true);
  await touch("Post", false);
  await expect(page.getByRole("status").filter({ hasText: "2 selected" })).toBeVisible();
  await page.getByRole("toolbar").getByRole("button", { name: "Add to favourites" }).tap();
  await expect(page.getByText("2 items: Added to favourites.")).toBeVisible();
  await context.close();
});

test("columns sort by their head, and one opened item stays where the focus is", async ({
  page,
  account,
}) => {
  await makeItems(account, [
    { name: "Bank", username: "zoe" },
    { name: "Mail", username: "ada" },
    { name: "Post" },
  ]);
  await logIn(page, account);
  const rows = page.getByRole("table", { name: "All items" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("Bank");
  await page.getByRole("button", { name: "Username", exact: true }).click();
  await expect(rows.nth(1)).toContainText("Mail");
  await expect(page.getByRole("columnheader", { name: "Username" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await page.getByRole("button", { name: "Username", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Username" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await page.getByRole("button", { name: "Mail", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Mail" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Mail", exact: true })).toBeFocused();
});

test("items are dragged onto a category, and categories into another order", async ({ page, account }) => {
  await makeCategories(account, ["Home", "Work", "Old"]);
  await makeItems(account, THREE);
  await logIn(page, account);
  await page
    .getByRole("row", { name: /Mail/ })
    .dragTo(page.getByRole("button", { name: /^Work/ }), { sourcePosition: { x: 300, y: 20 } });
  await expect(page.getByRole("button", { name: "Work 1 item" })).toBeVisible();

  const names = page.locator("[data-order-id] .side-name");
  await expect(names).toHaveText(["Home", "Work", "Old"]);
  await page.getByRole("button", { name: /^Home/ }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(names).toHaveText(["Work", "Home", "Old"]);
  await expect(page.getByRole("button", { name: /^Home/ })).toBeFocused();
  await expect(page.getByText("“Home” is now 2 of 3.")).toBeVisible();
  await page.getByRole("button", { name: "Actions for Old" }).click();
  await page.getByRole("button", { name: "Move up" }).click();
  await expect(names).toHaveText(["Work", "Old", "Home"]);

  const handle = page.locator(".side-handle");
  const from = await handle.nth(0).boundingBox();
  const to = await handle.nth(2).boundingBox();
  if (!from || !to) throw new Error("the handles aren't there");
  await page.mouse.move(from.x + 12, from.y + 12);
  await page.mouse.down();
  // The lower edge of a row is the place behind it; its middle would be the place inside.
  await page.mouse.move(to.x + 12, to.y + to.height - 4, { steps: 6 });
  await page.mouse.up();
  await expect(names).toHaveText(["Old", "Home", "Work"]);
  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(names).toHaveText(["Old", "Home", "Work"]);
});

test("a double click makes one category", async ({ page, account }) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New category" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Only once");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).dblclick();
  await expect(page.getByRole("heading", { level: 1, name: "Only once" })).toBeVisible();
  const { categories } = await account.read<{ categories: unknown[] }>("categories.list");
  expect(categories).toHaveLength(1);
});

test("the empty places say what they are and what to do", async ({ page, account }) => {
  await makeCategories(account, ["Home"]);
  await logIn(page, account);
  await expect(page.getByText("Your vault is empty")).toBeVisible();
  await page.getByRole("button", { name: "Generate a password" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Generator" })).toBeVisible();
  await page.getByRole("button", { name: /^Favourites/ }).click();
  await expect(page.getByText("No favourites yet")).toBeVisible();
  await page.getByRole("button", { name: "Recently used" }).click();
  await expect(page.getByText("No recent items")).toBeVisible();
  await page.getByRole("button", { name: /^Home/ }).click();
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("In here");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Home 1 item" })).toBeVisible();
});
