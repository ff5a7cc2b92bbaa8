import { logIn, makeCategories, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

const palette = "Command palette";

test("the palette finds items and actions with keys alone, and gives the focus back", async ({
  page,
  context,
  account,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await makeCategories(account, ["Money"]);
  await makeItems(account, [
    { name: "Bank", username: "ada", password: "b4nk" },
    { name: "Mail", username: "bea" },
  ]);
  const { keyboard } = page;
  await logIn(page, account);
  await page.getByRole("button", { name: "Mail", exact: true }).focus();
  await keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: palette });
  await expect(box).toBeFocused();
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Mail", exact: true })).toBeFocused();

  await keyboard.press("Control+k");
  await expect(box).toBeFocused();
  await keyboard.type("bank");
  await expect(page.getByRole("option", { name: /^Bank/ })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("group", { name: "Items" }).getByRole("option")).toHaveCount(1);
  await expect(page.locator(".palette-preview")).toContainText("ada");
  await keyboard.press("ArrowRight");
  await expect(page.getByRole("option", { name: "Copy username" })).toBeVisible();
  await keyboard.type("copy pass");
  await keyboard.press("Enter");
  await expect(page.getByText("Password copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("b4nk");

  await keyboard.press("Control+k");
  await keyboard.type("go mon");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Money" })).toBeVisible();
  await keyboard.press("Control+k");
  await keyboard.type("dark");
  await keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  // What the browser paints around the page goes along, whatever the system's own theme is.
  for (const meta of await page.locator('meta[name="theme-color"]').all())
    await expect(meta).toHaveAttribute("content", "#0d1313");
  await keyboard.press("Control+k");
  await keyboard.type("new cat");
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New category" })).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("Control+k");
  await keyboard.type("nothing like it");
  await expect(page.getByText("No items or actions match “nothing like it”.")).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("Control+k");
  await keyboard.type("lock");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
});

test("the palette opens an item by mouse", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank" }, { name: "Mail" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: palette }).click();
  await page.getByRole("combobox", { name: palette }).fill("mail");
  await page.getByRole("option", { name: /^Mail/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Mail" })).toBeVisible();
});

test("what is typed while the palette is on its way goes into it, not to the shortcuts", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Lighthouse" }]);
  await logIn(page, account);
  await page.getByText("Lighthouse").first().waitFor();
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    await new Promise((later) => setTimeout(later, 400));
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("lihg");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("ght");
  await expect(page.getByRole("combobox", { name: "Command palette" })).toHaveValue("light");
  await page.keyboard.type("h");
  await expect(page.getByRole("option", { name: /Lighthouse/ })).toBeVisible();
});
