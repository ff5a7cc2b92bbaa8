import { readFileSync } from "node:fs";
import { join } from "node:path";
import { logIn, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

const fixture = (name: string) => join(import.meta.dirname, "../../../packages/transfer/fixtures", name);

test("a file is imported: its password asked for, the plan shown, the items there, and all of it undone", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await page.getByRole("link", { name: "Import from another manager" }).click();
  const choose = page.getByLabel("Choose a file");
  await choose.setInputFiles(fixture("bitwarden-json/password-pbkdf2.json"));
  await page.getByRole("textbox", { name: "Password of the file" }).fill("wrong");
  const open = page.getByRole("button", { name: "Open", exact: true });
  await open.click();
  await expect(page.getByRole("alert").getByText("doesn't open the file")).toBeVisible();
  // A second click while the first is under way does nothing.
  await expect(open).not.toHaveAttribute("aria-disabled");
  await page.getByRole("textbox", { name: "Password of the file" }).fill("Päss 1 ☃");
  await open.click();
  const slowly = { timeout: 45_000 };
  await expect(page.getByRole("heading", { name: "This is: Bitwarden JSON" })).toBeVisible(slowly);
  await page.getByText("Items of the file").click();
  await expect(page.getByRole("listitem").filter({ hasText: "Login with all" }).first()).toBeVisible();
  await page.getByRole("button", { name: /^Import \d+ items$/ }).click();
  await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible(slowly);
  await page.locator(".side").getByText("All items").click();
  await expect(page.getByRole("button", { name: /^Login with all/ })).toBeVisible();
  await page.locator(".side").getByText("Import and export").click();
  await page.getByRole("button", { name: "Undo this import" }).click();
  await expect(page.getByText(/^Import undone/)).toBeVisible(slowly);
  await page.locator(".side").getByText("All items").click();
  await expect(page.getByRole("heading", { name: "Your vault is empty" })).toBeVisible();
});

test("an export is a download of the vault or of selected items, for which the password is asked again", async ({
  page,
  account,
  complaints,
}) => {
  await makeItems(account, [{ name: "Bank", username: "ada", password: "p" }, { name: "Forum" }]);
  await logIn(page, account);
  await page.getByRole("checkbox", { name: "Select Forum" }).check({ force: true });
  await page.getByRole("button", { name: "Export the selected items…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export 1 item" });
  await dialog.getByLabel("Format").selectOption({ label: "JSON for programs: not encrypted" });
  await dialog.getByRole("textbox", { name: "Your login password" }).fill(account.password);
  const selected = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  const kit: unknown = JSON.parse(readFileSync(await (await selected).path(), "utf8"));
  expect(kit).toMatchObject({ items: [{ name: "Forum" }] });
  await expect(dialog).toBeHidden();
  await page.locator(".side").getByText("Import and export").click();
  await page.getByLabel("Format").selectOption({ label: "JSON for programs: not encrypted" });
  const password = page.getByRole("textbox", { name: "Your login password" });
  await password.fill("wrong");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  // Chromium logs the refusal.
  complaints.length = 0;
  await password.fill(account.password);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^openpassphrase-\d{4}-\d\d-\d\d\.json$/);
  expect(JSON.parse(readFileSync(await file.path(), "utf8"))).toMatchObject({
    format: "opp-items",
    items: expect.arrayContaining([expect.objectContaining({ name: "Bank", password: "p" })]),
  });
});
