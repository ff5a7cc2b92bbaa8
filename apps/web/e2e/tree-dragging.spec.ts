import type { Locator, Page } from "@playwright/test";
import { logIn, type TestAccount } from "./account.ts";
import { expect, test } from "./test.ts";

/** Makes them one after the other, each in the one named: `{ Bank: "Family" }`. */
async function plant(account: TestAccount, outerOf: Readonly<Record<string, string | null>>): Promise<void> {
  const ids = new Map<string, number>();
  for (const [name, outer] of Object.entries(outerOf)) {
    const parentId = outer === null ? null : (ids.get(outer) ?? null);
    const { categories } = await account.call<{ categories: { id: number }[] }>("categories.create", {
      categories: [{ name, parentId }],
    });
    ids.set(name, categories[0]?.id ?? 0);
  }
}

/** Each line by its path, as far as it is unfolded. */
const linesOf = (side: Locator) =>
  side.locator("[data-order-id]").evaluateAll((links) =>
    links.map((link) => {
      const path: string[] = [];
      for (let row = link.closest("li"); row; row = row.parentElement?.closest("li") ?? null)
        path.unshift(row.querySelector(".side-name")?.textContent ?? "");
      return path.join("/");
    }),
  );

const rowOf = (side: Locator, name: string) =>
  side.locator("[data-category-id]").filter({ has: side.page().getByText(name, { exact: true }) });

/** Its place once it no longer moves: a drawer slides in. */
async function boxOf(found: Locator) {
  await found.scrollIntoViewIfNeeded();
  const box = await found.boundingBox();
  if (!box) throw new Error("it isn't in sight");
  return { ...box, x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const sideOf = (page: Page) => page.getByRole("navigation", { name: "Vault" });

test("a move of a category can be undone, from wherever it was made", async ({ page, account }) => {
  await plant(account, { Family: null, Bank: "Family", Doctor: "Family", Work: null });
  await logIn(page, account);
  const side = sideOf(page);
  const planted = ["Family", "Family/Bank", "Family/Doctor", "Work"];
  await expect.poll(() => linesOf(side)).toEqual(planted);
  const undo = page.getByRole("button", { name: "Undo" });

  await side.getByRole("button", { name: /^Bank/ }).press("Alt+ArrowLeft");
  await expect(page.getByText("“Bank” is now 2 of 3.")).toBeVisible();
  expect(await linesOf(side)).toEqual(["Family", "Family/Doctor", "Bank", "Work"]);
  await undo.click();
  await expect.poll(() => linesOf(side)).toEqual(planted);
  await expect(page.getByText("“Bank” is now 1 of 2 in “Family”.")).toBeVisible();
  await expect(side.getByRole("button", { name: /^Bank/ })).toBeFocused();
  // An undo is itself not offered to be undone.
  await expect(undo).toHaveCount(0);

  await side.getByRole("button", { name: "Actions for Doctor" }).click();
  await page.getByRole("button", { name: "Move into…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Work" }).click();
  await expect.poll(() => linesOf(side)).toEqual(["Family", "Family/Bank", "Work", "Work/Doctor"]);
  await undo.click();
  await expect(page.getByText("“Doctor” is now 2 of 2 in “Family”.")).toBeVisible();
  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect.poll(() => linesOf(side)).toEqual(planted);
});

test("while a category is dragged, the sidebar scrolls at its ends and a folded category unfolds", async ({
  page,
  account,
}) => {
  const many = Array.from({ length: 30 }, (_, index) => [`Shelf ${index + 1}`, null] as const);
  await plant(account, {
    Family: null,
    Bank: "Family",
    ...Object.fromEntries(many),
    Attic: null,
    Box: "Attic",
  });
  await logIn(page, account);
  const side = sideOf(page);
  await side.getByRole("button", { name: "Contents of Attic" }).click();
  await expect.poll(() => linesOf(side)).not.toContain("Attic/Box");
  const scroller = side.locator(".side-scroll");
  await scroller.evaluate((element) => element.scrollTo(0, 0));

  await rowOf(side, "Bank").hover();
  const handle = await boxOf(rowOf(side, "Bank").locator(".side-handle"));
  const list = await scroller.boundingBox();
  if (!list) throw new Error("there is no sidebar");
  await page.mouse.move(handle.x, handle.y);
  await page.mouse.down();
  await page.mouse.move(handle.x + 40, list.y + list.height - 6, { steps: 4 });
  // The pointer stands still; the list continues by itself.
  await expect.poll(() => scroller.evaluate(isAtEnd)).toBe(true);
  const attic = await boxOf(rowOf(side, "Attic"));
  await page.mouse.move(attic.x, attic.y, { steps: 4 });
  await expect.poll(() => linesOf(side)).toContain("Attic/Box");
  // The branch that unfolded made the list longer, and it scrolls on under the pointer.
  await expect(async () => {
    const { x, y } = await boxOf(rowOf(side, "Box"));
    await page.mouse.move(x, y, { steps: 4 });
    await expect(rowOf(side, "Box")).toHaveAttribute("data-drop", "into", { timeout: 500 });
    expect(await boxOf(rowOf(side, "Box"))).toMatchObject({ x, y });
  }).toPass();
  await page.mouse.up();
  await expect.poll(() => linesOf(side)).toContain("Attic/Box/Bank");
});

const isAtEnd = (element: Element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 2;

test.describe("with a finger", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a category is dragged by its handle into another, and the list doesn't scroll away with it", async ({
    page,
    account,
  }) => {
    await plant(account, { Family: null, Bank: "Family", Doctor: "Family", Work: null });
    await logIn(page, account);
    await page.getByRole("button", { name: "Open menu" }).first().tap();
    const side = page.getByRole("dialog", { name: "Vault" });
    await expect.poll(() => linesOf(side)).toEqual(["Family", "Family/Bank", "Family/Doctor", "Work"]);
    await side.evaluate((drawer) => Promise.all(drawer.getAnimations().map(({ finished }) => finished)));

    const touch = await page.context().newCDPSession(page);
    const at = (x: number, y: number) => ({ touchPoints: [{ x: Math.round(x), y: Math.round(y) }] });
    const from = await boxOf(rowOf(side, "Doctor").locator(".side-handle"));
    const to = await boxOf(rowOf(side, "Work"));
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(from.x, from.y) });
    for (const share of [0.25, 0.5, 0.75, 1])
      await touch.send("Input.dispatchTouchEvent", {
        type: "touchMove",
        ...at(from.x + 30 * share, from.y + (to.y - from.y) * share),
      });
    await expect(rowOf(side, "Work")).toHaveAttribute("data-drop", "into");
    // The finger rests before it lifts: Chromium takes a quick lift for a fling, and swallows the tap after it.
    await page.waitForTimeout(250);
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(from.x + 30, to.y) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(() => linesOf(side)).toEqual(["Family", "Family/Bank", "Work", "Work/Doctor"]);
    await expect(side.getByText("“Doctor” is now 1 of 1 in “Work”.")).toBeVisible();
    await side.getByRole("button", { name: "Undo" }).tap();
    await expect.poll(() => linesOf(side)).toEqual(["Family", "Family/Bank", "Family/Doctor", "Work"]);
  });

  test("a category's heading shows what it lies in, each a link there", async ({ page, account }) => {
    await plant(account, { Family: null, Bank: "Family", Cards: "Bank" });
    await logIn(page, account);
    await page.getByRole("button", { name: "Open menu" }).first().tap();
    await page
      .getByRole("dialog", { name: "Vault" })
      .getByRole("button", { name: /^Cards/ })
      .tap();
    const way = page.getByRole("navigation", { name: "Parent category" });
    await expect(way.getByRole("link")).toHaveText(["Family", "Bank"]);
    await page.getByLabel("Search the vault").fill("nothing like it");
    await way.getByRole("link", { name: "Bank" }).tap();
    await expect(page.getByRole("heading", { level: 1, name: "Bank" })).toBeAttached();
    await expect(page.getByLabel("Search the vault")).toHaveValue("");
    await expect(way.getByRole("link")).toHaveText(["Family"]);
    await way.getByRole("link", { name: "Family" }).tap();
    await expect(page.getByRole("heading", { level: 1, name: "Family" })).toBeAttached();
    await expect(way).toHaveCount(0);
  });
});
