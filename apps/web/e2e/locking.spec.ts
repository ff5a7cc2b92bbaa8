import type { Page } from "@playwright/test";
import { fillLogIn, logIn, makeAccount } from "./account.ts";
import { installClock } from "./page-clock.ts";
import { expect, test } from "./test.ts";

const choose = (page: Page, settings: object) =>
  page.addInitScript((chosen) => {
    if (!localStorage.getItem("opp.settings")) localStorage.setItem("opp.settings", JSON.stringify(chosen));
  }, settings);

/** What the browser does when another tab comes to the front. */
const hide = (page: Page, isHidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "visibilityState", {
      value: hidden ? "hidden" : "visible",
      configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);

test("a vault out of sight locks at once where that is chosen, and a half-filled form stays", async ({
  page,
  account,
}) => {
  await choose(page, { lockHiddenSeconds: 0 });
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Half a thought");
  await hide(page, true);
  await expect(page.getByText("Locked because this tab was in the background")).toHaveCount(0);
  await expect(page.getByText("Your unsaved changes are stored encrypted.")).toBeVisible();
  await hide(page, false);
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half a thought");
});

test("a vault out of sight locks after a minute, not before", async ({ page, account }) => {
  await choose(page, { lockHiddenSeconds: 60 });
  await installClock(page);
  await logIn(page, account);
  await hide(page, true);
  await page.clock.fastForward(50_000);
  await hide(page, false);
  await page.clock.runFor(30_000);
  await expect(page.getByRole("navigation", { name: "Vault" })).toBeVisible();
  await hide(page, true);
  await page.clock.fastForward(61_000);
  await expect(page.getByText("Locked because this tab was in the background.")).toBeVisible();
});

test("a computer that slept finds the vault locked, well before the idle time is over", async ({
  page,
  account,
}) => {
  await choose(page, { idleMinutes: 60 });
  await installClock(page);
  await logIn(page, account);
  await page.clock.fastForward("04:00");
  await expect(page.getByText("Locked because the computer was asleep.")).toBeVisible();
});

test("a draft that the changed passphrase can't open is told, not dropped in silence", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Half a thought");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(page.getByText("Your unsaved changes are stored encrypted.")).toBeVisible();
  await account.call("account.changePassphrase", {
    password: account.password,
    newPassphrase: "a wholly new phrase",
  });
  // That ended this tab's session; the next login is with the new passphrase.
  await page.getByLabel("Passphrase", { exact: true }).fill("a wholly new phrase");
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("Log in to get your unsaved changes back.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByLabel("Passphrase", { exact: true }).fill("a wholly new phrase");
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  const told = page.getByText("Your unsaved changes couldn't be restored.");
  await expect(told).toBeVisible();
  // The other message reports the new passphrase.
  await page
    .locator(".message")
    .filter({ has: told })
    .getByRole("button", { name: "OK", exact: true })
    .click();
  await expect(told).toBeHidden();
});

test("a session may last any time from five minutes on, in a number and a unit", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await page.getByRole("button", { name: account.username }).click();
  await page.getByLabel("Log out after").selectOption({ label: "Custom…" });
  await page.getByLabel("Unit").selectOption("Minutes");
  await page.getByLabel("Number").fill("90");
  await page.getByLabel("Number").fill("4");
  await expect(page.getByText("From 5 minutes to")).toBeVisible();
  await page.getByRole("button", { name: "Log out" }).first().click();
  await fillLogIn(page, account);
  await page.getByRole("navigation", { name: "Vault" }).waitFor();
  const { sessions } = await account.read<{ sessions: { createdAt: number; expiresAt: number }[] }>(
    "sessions.list",
  );
  expect(sessions.map(({ createdAt, expiresAt }) => Math.round((expiresAt - createdAt) / 60_000))).toContain(
    91,
  );
});

test("what is chosen for this browser holds: spacing, time at login, clipboard", async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const account = await makeAccount(request);
  await account.call("items.create", { items: [{ name: "Bank", password: "s3cret" }] });
  await logIn(page, account);
  await page.getByRole("button", { name: account.username }).click();
  await page.getByRole("group", { name: "Spacing" }).getByText("Compact").click();
  await page.getByLabel("Clear clipboard").selectOption("After 10 seconds");
  await page.getByLabel("Log out after").selectOption("1 hour");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("textbox", { name: "Username" }).fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Copy password", exact: true }).click();
  await expect(page.getByText("The clipboard clears in 10 seconds.")).toBeVisible();
  await page.getByRole("button", { name: account.username }).click();
  await expect(page.getByLabel("Log out after")).toHaveValue("3600");
});

test("the activity is told in words, a page at a time", async ({ page, account }) => {
  for (let i = 0; i < 12; i++)
    await account.call("account.rename", { password: account.password, newUsername: account.username + i });
  await logIn(page, { ...account, username: `${account.username}11` });
  await page.getByRole("button", { name: `${account.username}11` }).click();
  const activity = page.getByRole("region", { name: "Activity" });
  await expect(activity.getByRole("listitem")).toHaveCount(10);
  await expect(activity.getByRole("listitem").first()).toContainText("Logged in");
  // The report of the renames, which stays until it is closed.
  await page.getByRole("button", { name: "OK", exact: true }).click();
  await activity.getByRole("button", { name: "Show earlier" }).click();
  await expect(activity.getByText("Account created")).toBeVisible();
  await expect(activity.getByRole("button", { name: "Show earlier" })).toHaveCount(0);
});

test("a recovery code is printed with what a finder needs to know, saved, and left only knowingly", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await page.getByRole("button", { name: account.username }).click();
  await page.getByRole("button", { name: "Create a new code" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Create recovery code" }).click();
  const groups = await dialog
    .getByRole("list", { name: "Recovery code" })
    .getByRole("listitem")
    .allInnerTexts();

  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("openpassphrase-note.txt");
  let saved = "";
  for await (const part of await file.createReadStream()) saved += part;
  for (const part of [groups.join("-"), account.username, new URL(page.url()).origin, "Created: "])
    expect(saved).toContain(part);

  await page.emulateMedia({ media: "print" });
  const sheet = page.locator(".printed");
  await expect(sheet.getByText("If you forget your passphrase, set a new one")).toBeVisible();
  await expect(sheet.getByText(account.username, { exact: true })).toBeVisible();
  await expect(page.locator(".button:visible")).toHaveCount(0);
  await page.emulateMedia({ media: "screen" });

  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Continue without saving" }).click();
  await expect(dialog.getByText("you lose everything in your vault")).toBeVisible();
  await dialog.getByRole("button", { name: "Continue without a code" }).click();
  await expect(dialog).toBeHidden();
});
