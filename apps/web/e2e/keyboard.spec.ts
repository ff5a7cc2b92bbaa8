import { makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

test("the whole way without a mouse: log in, find, copy, make, edit, lock", async ({
  page,
  context,
  account,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await makeItems(account, [
    { name: "Bank", password: "b4nk" },
    { name: "Post", password: "p0st" },
  ]);
  const { keyboard } = page;
  await page.goto("/");
  await expect(page.getByRole("textbox", { name: "Username" })).toBeFocused();
  await keyboard.type(account.username);
  await keyboard.press("Tab");
  await keyboard.type(account.password);
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.insertText(account.passphrase);
  await keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /^2 items$/ })).toBeVisible();

  await keyboard.press("/");
  await expect(page.getByLabel("Search the vault")).toBeFocused();
  await keyboard.type("po");
  await expect(page.getByText("1 result")).toBeVisible();
  await keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: /^Post/ })).toBeFocused();
  await keyboard.press("c");
  await expect(page.getByText("Password copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("p0st");
  await keyboard.press("ArrowUp");
  await expect(page.getByLabel("Search the vault")).toBeFocused();
  await keyboard.press("Escape");
  await expect(page.getByLabel("Search the vault")).toHaveValue("");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: /^Post/ })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Post" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 2, name: "Post" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Post/ })).toBeFocused();

  await keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Post/ })).toBeFocused();

  await keyboard.press("n");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await keyboard.type("Typed");
  await keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Typed" })).toBeVisible();
  await keyboard.press("l");
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeFocused();
});
