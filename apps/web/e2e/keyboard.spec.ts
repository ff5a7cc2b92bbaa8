import type { Page } from "@playwright/test";
import { logIn, makeItems } from "./account.ts";
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

/** Types with an input method that has a suggestion open, presses a key there, and drops the suggestion. */
async function pressWhileComposing(page: Page, key: "Escape" | "Enter") {
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
  // As browsers report a key that the input method takes: by the code 229, and with no text to insert.
  const taken = { key, code: key, windowsVirtualKeyCode: 229 };
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...taken });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...taken });
  await session.send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
  await session.detach();
}

test("a key of an input method is not the app's: Escape and Enter close and accept nothing", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank", password: "b4nk" }]);
  await logIn(page, account);
  const { keyboard } = page;

  await keyboard.press("n");
  const name = page.getByLabel("Name", { exact: true });
  await expect(name).toBeFocused();
  await keyboard.type("Typed");
  for (const key of ["Escape", "Enter"] as const) await pressWhileComposing(page, key);
  await expect(name).toBeFocused();
  await expect(name).toHaveValue(/^Typed/);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: /^Discard/ }).click();

  await keyboard.press("/");
  const search = page.getByLabel("Search the vault");
  await keyboard.type("ban");
  await pressWhileComposing(page, "Escape");
  await expect(search).toBeFocused();
  await expect(search).toHaveValue(/^ban/);
  await search.fill("");

  await keyboard.press("Control+k");
  const palette = page.getByRole("dialog").getByRole("combobox");
  await keyboard.type("lo");
  for (const key of ["Escape", "Enter"] as const) await pressWhileComposing(page, key);
  await expect(palette).toBeFocused();
  await keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});
