import type { Page } from "@playwright/test";
import { logIn, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

const PEM = "-----BEGIN KEY-----\r\nMIIB\r\nxyz==\n-----END KEY-----\n";

/** As the browser hands over what the clipboard holds. */
const paste = (page: Page, label: string, text: string) =>
  page.getByLabel(label, { exact: true }).evaluate((box, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    box.focus();
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();

test("a form keeps what was pasted byte for byte, or says what it doesn't take; nothing is cut", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Key");
  await paste(page, "Username", "one\ntwo\nthree");
  await expect(page.getByText("The pasted text has 3 lines, and this field takes one.")).toBeVisible();
  await expect(page.getByLabel("Username", { exact: true })).toHaveValue("");
  await paste(page, "Username", "ada\n");
  await paste(page, "Password", PEM);
  await page.getByLabel("Notes", { exact: true }).fill("x".repeat(1_048_577));
  await save(page);
  await expect(page.getByText("1 character too many: at most 1,048,576 characters fit.")).toBeVisible();
  await page.getByLabel("Notes", { exact: true }).fill("");
  await save(page);
  await expect(page.getByRole("heading", { level: 2, name: "Key" })).toBeVisible();
  const passwordOf = async () => {
    const { items } = await account.read<{ items: { id: number }[] }>("items.list");
    const input = encodeURIComponent(JSON.stringify({ id: items[0]?.id }));
    const { username, password } = await account.read<Record<string, string>>(`items.get?input=${input}`);
    return { username, password };
  };
  expect(await passwordOf()).toEqual({ username: "ada", password: PEM });

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const password = page.getByLabel("Password", { exact: true });
  await password.evaluate((box) => box instanceof HTMLTextAreaElement && box.setSelectionRange(0, 0));
  await password.press("X");
  await save(page);
  await expect(page.getByRole("heading", { level: 2, name: "Key" })).toBeVisible();
  expect(await passwordOf()).toEqual({ username: "ada", password: `X${PEM}` });
});

test("what differs is seen: ports, spaces, direction, and names of nothing to see", async ({
  page,
  account,
}) => {
  await makeItems(account, [
    { name: "NAS", url: "nas:7777", username: "two  spaces" },
    { name: "NAS", url: "nas:6666" },
    { name: "שלום (bank)", username: "a\nb" },
  ]);
  await logIn(page, account);
  await expect(page.getByText("nas:7777").first()).toBeVisible();
  await expect(page.getByText("nas:6666").first()).toBeVisible();
  const name = page.locator(".row-title bdi", { hasText: "שלום" });
  await expect(name).toHaveCSS("direction", "rtl");
  await page.getByText("nas:7777").first().click();
  await expect(page.getByRole("link", { name: "nas:7777", exact: true })).toHaveAttribute(
    "href",
    "http://nas:7777/",
  );
  const username = page.locator(".fact-value", { hasText: "two" });
  expect(await username.innerText()).toBe("two  spaces");
});
