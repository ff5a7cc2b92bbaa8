import type { Locator, Page } from "@playwright/test";
import { fillLogIn, logIn, makeItems, type TestAccount } from "./account.ts";
import { expect, test } from "./test.ts";
import { addAuthenticator } from "./virtual-authenticator.ts";
import { refuse } from "./walk/tour.ts";

const side = (page: Page) => page.getByRole("navigation", { name: "Vault" });

const openAccount = (page: Page, { username }: TestAccount) =>
  side(page).getByRole("button", { name: username }).click();

const logOut = (page: Page) => side(page).getByRole("button", { name: "Log out" }).click();

const listWithOne = (page: Page) => page.getByRole("status").filter({ hasText: /^1 item$/ });

const byPasskey = (page: Page) => page.getByRole("button", { name: "Log in with a passkey" });

/** A virtual authenticator chooses a passkey from the autofill at once, as no person does. */
const withoutAutofill = (page: Page) =>
  page.addInitScript(() => {
    const isWanted = sessionStorage.getItem("test.autofill") !== null;
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(isWanted);
  });

/** Adds a passkey from the account page, up to its name. */
async function beginPasskey(page: Page, account: TestAccount, use: string): Promise<Locator> {
  await page.getByRole("button", { name: "Add a passkey…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: use }).check();
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("heading", { name: "Name your passkey" })).toBeVisible();
  return dialog;
}

test("a passkey logs in and unlocks the vault, without anything typed, until it is removed", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank" }]);
  await addAuthenticator(page);
  await withoutAutofill(page);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${JSON.stringify(request.headers())} ${request.postData()}`));
  await logIn(page, account);
  await openAccount(page, account);
  const dialog = await beginPasskey(page, account, "To log in");
  await dialog.getByLabel("Name").fill("My laptop");
  await dialog.getByRole("checkbox", { name: "Unlock the vault with it, too" }).check();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Passkey added.")).toBeVisible();
  const row = page.locator(".settings-row").filter({ hasText: "My laptop" });
  await expect(row).toContainText("Logs in and unlocks the vault");

  await logOut(page);
  sent.length = 0;
  await byPasskey(page).click();
  await expect(listWithOne(page)).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await page.getByRole("button", { name: "Unlock with a passkey" }).click();
  await expect(listWithOne(page)).toBeVisible();
  // A ticket replaces the passphrase, and what the passkey computed stays in the browser.
  expect(sent.filter((request) => request.includes("x-opp-phrase"))).toEqual([]);
  expect(sent.filter((request) => request.includes('"prf"'))).toEqual([]);

  await openAccount(page, account);
  await row.getByRole("button", { name: "Actions for My laptop" }).click();
  await page.getByRole("button", { name: "Remove…" }).click();
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await page.keyboard.press("Enter");
  // It had opened this session, too.
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  await byPasskey(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "This passkey can't be used here" })).toBeVisible();
});

test("a security key is the second factor of a login, and of a later change", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank" }]);
  const key = await addAuthenticator(page, "security key");
  await logIn(page, account);
  await openAccount(page, account);
  const dialog = await beginPasskey(page, account, "As a second factor");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Passkey added.")).toBeVisible();
  await page.getByRole("button", { name: "Turn on…" }).click();
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Turn off…" })).toBeVisible();

  await logOut(page);
  await fillLogIn(page, account);
  await expect(page.getByRole("button", { name: "Use it now" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(listWithOne(page)).toBeVisible();

  await openAccount(page, account);
  await page.getByRole("button", { name: "Create new codes…" }).click();
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  // The server asks so once the last proof is more than ten minutes old.
  const asked = { challenge: "AAAA", rpId: "localhost", credentialIds: await key.credentialIds() };
  await refuse({ page }, "secondFactor.renewSpareCodes", {
    status: 401,
    code: "SECOND_FACTOR_REQUIRED",
    details: { kinds: ["passkey"], ...asked },
  });
  const proofs: unknown[] = [];
  await page.route("**/api/trpc/auth.stepUp*", async (route) => {
    proofs.push(route.request().postDataJSON().secondFactor);
    await page.unroute("**/api/trpc/secondFactor.renewSpareCodes*");
    await route.fulfill({ json: { result: { data: { until: Date.now() + 600_000 } } } });
  });
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Use it now" })).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "I have them" }).press("Enter");
  await expect(page.getByText("10 codes left.")).toBeVisible();
  const response = expect.objectContaining({ id: asked.credentialIds[0], clientExtensionResults: {} });
  expect(proofs).toEqual([{ kind: "passkey", response }]);
});

test("the autofill of the username offers a passkey, which logs no one in without its user", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank" }]);
  const device = await addAuthenticator(page);
  await withoutAutofill(page);
  await logIn(page, account);
  await openAccount(page, account);
  const dialog = await beginPasskey(page, account, "To log in");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await logOut(page);
  await page.evaluate(() => sessionStorage.setItem("test.autofill", "yes"));
  await page.goto("/");
  // This passkey opens no vault, so the passphrase is what is left to type.
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.keyboard.press("Enter");
  await expect(listWithOne(page)).toBeVisible();

  await page.evaluate(() => sessionStorage.removeItem("test.autofill"));
  await page.reload();
  await page.getByRole("button", { name: "Log out" }).click();
  await device.setUserVerified(false);
  await byPasskey(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "No passkey was used." })).toBeVisible();
});

test("a page that was opened by its address says that passkeys need a name, and leads there", async ({
  page,
  account,
  baseURL,
}) => {
  const byAddress = (baseURL ?? "").replace("localhost", "127.0.0.1");
  await page.goto(byAddress);
  const { host } = new URL(baseURL ?? "");
  await expect(page.getByRole("link", { name: host })).toHaveAttribute("href", `http://${host}/`);
  await expect(byPasskey(page)).toHaveCount(0);
  await fillLogIn(page, account);
  await openAccount(page, account);
  await expect(page.getByText("Passkeys need a name")).toContainText(`Open ${host}`);
  await expect(page.getByRole("button", { name: "Add a passkey…" })).toHaveCount(0);
});
