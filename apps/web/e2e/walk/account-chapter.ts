import { authenticatorFor } from "../totp-codes.ts";
import { addAuthenticator } from "../virtual-authenticator.ts";
import { type Chapter, enter, type Tour } from "./tour.ts";

/** Account, settings, sessions, activity, and each of their dialogs. */
export const accountChapter: Chapter = async (tour) => {
  const { page, visit } = tour;
  await enter(tour);
  await page.goto("/#/account");
  await page.getByText("This session", { exact: true }).waitFor();
  await page
    .getByText(/^Logged in\b/)
    .first()
    .waitFor();
  await visit("account");
  const jumps = page.getByRole("navigation", { name: "Sections" }).getByRole("button");
  for (const name of await jumps.allInnerTexts()) {
    await jumps.filter({ hasText: name }).click();
    await page.getByRole("heading", { level: 2, name, exact: true }).waitFor();
    await visit(`account, ${name.toLowerCase()}`);
  }
  const rows = page.locator("main .settings-row").filter({ has: page.getByRole("heading", { level: 3 }) });
  const openers = rows.locator("> button.button");
  const count = await openers.count();
  if (count < 5) throw new Error(`Only ${count} dialogs of the account were found.`);
  for (let index = 0; index < count; index += 1) {
    const opener = openers.nth(index);
    const name = (await opener.locator("xpath=..").getByRole("heading").innerText()).toLowerCase();
    await opener.click();
    await page.getByRole("dialog").waitFor();
    await visit(`account dialog, ${name}`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await setUpFactor(tour);
  await addPasskey(tour);
};

/** An authenticator app from its QR code to the account that has one. */
async function setUpFactor({ page, account, visit }: Tour): Promise<void> {
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Set up…" }).click();
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  const link = dialog.getByRole("link", { name: "Open in an app" });
  const nextCode = authenticatorFor((await link.getAttribute("href")) ?? "");
  await visit("account, set up an app");
  const code = dialog.getByLabel("Code that the app shows now");
  await code.fill("000000");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.getByText("The app shows another code now").waitFor();
  await visit("account, set up an app, wrong code");
  await code.fill(nextCode());
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.getByRole("button", { name: "I have them" }).waitFor();
  await visit("account, spare codes");
  await dialog.getByRole("button", { name: "I have them" }).click();
  await page.getByRole("button", { name: "Turn off…" }).waitFor();
  await dialog.waitFor({ state: "detached" });
  await visit("account with a second factor");
}

/** A passkey from the question what for to the menu of one in the list. */
async function addPasskey({ page, account, visit }: Tour): Promise<void> {
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Add a passkey…" }).click();
  await visit("account, add a passkey");
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await addAuthenticator(page);
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Name").waitFor();
  await visit("account, name a passkey");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  const actions = page.getByRole("button", { name: "Actions for Passkey" });
  await actions.click();
  await visit("account, menu of a passkey");
  for (const name of ["Rename…", "Remove…"]) {
    await page.locator(".menu-item").filter({ hasText: name }).click();
    await dialog.waitFor();
    await visit(`account, ${name.toLowerCase()} a passkey`);
    await page.keyboard.press("Escape");
    await actions.click();
  }
}
