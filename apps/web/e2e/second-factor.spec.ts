import type { Locator, Page } from "@playwright/test";
import { fillLogIn, logIn, makeItems, type TestAccount } from "./account.ts";
import { expect, test } from "./test.ts";
import { askForCodes, authenticatorFor } from "./totp-codes.ts";
import { refuse } from "./walk/tour.ts";

const appCode = (page: Page | Locator) => page.getByLabel("Code from your authenticator app");

const openAccount = (page: Page, { username }: TestAccount) =>
  page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name: username }).click();

const logOut = (page: Page) =>
  page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name: "Log out" }).click();

/** In pixels, from the bottom of one to the top of the other; less than 0: they overlap. */
async function roomBetween(upper: Locator, lower: Locator): Promise<number> {
  const [above, below] = [await upper.boundingBox(), await lower.boundingBox()];
  return (below?.y ?? Number.NaN) - (above ? above.y + above.height : Number.NaN);
}

test("an app is set up, a login takes its code or a spare one, and a later change asks again", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank" }]);
  await logIn(page, account);
  await openAccount(page, account);
  await page.getByRole("button", { name: "Set up…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  const code = dialog.getByRole("img", { name: "QR code for your authenticator app" });
  await expect(code).toBeVisible();
  const key = dialog.getByText("Setup key", { exact: true });
  await page.setViewportSize({ width: 390, height: 700 });
  expect(await roomBetween(code, key), "room below the QR code on a phone").toBeGreaterThan(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  const uri = await dialog.getByRole("link", { name: "Open in an app" }).getAttribute("href");
  const nextCode = authenticatorFor(uri ?? "");
  await dialog.getByLabel("Code that the app shows now").fill(nextCode());
  await dialog.getByRole("button", { name: "Confirm" }).click();
  const shown = dialog.getByRole("list", { name: "Spare codes" }).getByRole("listitem");
  await expect(shown).toHaveCount(10);
  const spareCodes = await shown.allInnerTexts();
  await dialog.getByRole("button", { name: "I have them" }).click();
  await expect(page.getByText("Authenticator app set up.")).toBeVisible();
  await expect(page.getByText("10 codes left.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Turn off…" })).toBeVisible();

  await logOut(page);
  await fillLogIn(page, account);
  await expect(appCode(page)).toBeFocused();
  await page.keyboard.type(nextCode());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /^1 item$/ })).toBeVisible();
  const report = page.locator(".message").filter({ hasText: "Second factor turned on" });
  await report.getByRole("button", { name: "OK" }).click();

  await logOut(page);
  await fillLogIn(page, account);
  await page.getByRole("button", { name: "Use a spare code" }).click();
  await expect(page.getByLabel("Spare code")).toBeFocused();
  await page.keyboard.type(spareCodes[0]?.toLowerCase() ?? "");
  await page.keyboard.press("Enter");
  await openAccount(page, account);
  await expect(page.getByText("9 codes left.")).toBeVisible();

  await page.getByRole("button", { name: "Create new codes…" }).click();
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  // The server asks so once the last code is more than ten minutes old.
  await refuse({ page }, "secondFactor.renewSpareCodes", { status: 401, code: "SECOND_FACTOR_REQUIRED" });
  await dialog.getByRole("button", { name: "Create codes" }).click();
  await expect(appCode(dialog)).toBeFocused();
  await page.unroute("**/api/trpc/secondFactor.renewSpareCodes*");
  await page.keyboard.type(nextCode());
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "I have them" }).press("Enter");
  await expect(page.getByText("10 codes left.")).toBeVisible();
});

test("a wrong code is refused without a word of the passphrase, and nothing typed is lost", async ({
  page,
  account,
}) => {
  const nextCode = await askForCodes(account);
  await page.goto("/");
  await fillLogIn(page, { ...account, passphrase: "not the passphrase" });
  await appCode(page).fill("12345");
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByText("This code has 6 digits.")).toBeVisible();
  await page.getByRole("button", { name: "Use a spare code" }).click();
  await page.getByLabel("Spare code").fill("0000-0000-0000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Wrong spare code, or already used.")).toBeVisible();
  await expect(page.getByText("Wrong passphrase")).toHaveCount(0);

  await page.getByRole("button", { name: "Use the authenticator app" }).click();
  await appCode(page).fill(nextCode());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Wrong passphrase." })).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(account.password);
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your vault is empty")).toBeVisible();
  // It was typed here.
  await expect(page.getByText("someone knows your password")).toHaveCount(0);
});

test("who removes the app logs in without a code again", async ({ page, account }) => {
  const nextCode = await askForCodes(account);
  await page.goto("/");
  await fillLogIn(page, account);
  await appCode(page).fill(nextCode());
  await page.keyboard.press("Enter");
  await openAccount(page, account);
  await page.getByRole("button", { name: "Remove…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove the authenticator app" });
  await dialog.getByRole("textbox", { name: "Your password" }).fill("wrong password");
  await dialog.getByRole("button", { name: "Remove app" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Wrong password." })).toBeVisible();
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Remove app" }).click();
  await expect(page.getByText("Authenticator app removed.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set up…" })).toBeVisible();
  await logOut(page);
  await fillLogIn(page, account);
  await expect(page.getByText("Your vault is empty")).toBeVisible();
});
