import { logIn } from "./account.ts";
import { expect, test } from "./test.ts";

test("a browser that wishes German gets German from the first screen on", async ({ browser, account }) => {
  const context = await browser.newContext({ locale: "de-AT" });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Anmelden" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByLabel("Benutzername").fill(account.username);
  await page.goto("/nothing-here");
  await expect(page.getByRole("heading", { name: "Seite nicht gefunden" })).toBeVisible();
  await context.close();
});

test("a language is chosen without a reload, in all tabs, and a half-filled form stays", async ({
  page,
  account,
  context,
}) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Half a thought");

  const other = await context.newPage();
  await logIn(other, account);
  await other.getByRole("button", { name: account.username }).click();
  await other.getByLabel("Language").selectOption("de");
  await expect(other.getByRole("heading", { name: "Konto", level: 1 })).toBeVisible();

  await expect(page.getByRole("button", { name: "Speichern" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half a thought");

  await other.reload();
  await expect(other.getByRole("heading", { name: "Gesperrt" })).toBeVisible();
  await other.getByLabel("Passphrase", { exact: true }).fill("not this one");
  await other.getByRole("button", { name: "Entsperren" }).click();
  await expect(other.getByText("Falsche Passphrase.")).toBeVisible();
  await other.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await other.getByRole("button", { name: "Entsperren" }).click();
  await other.getByLabel("Sprache").selectOption("en");
  await expect(other.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
});
