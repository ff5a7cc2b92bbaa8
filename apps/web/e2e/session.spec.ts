import { fillLogIn, logIn, makeItems, showThatCodeIsKept } from "./account.ts";
import { installClock } from "./page-clock.ts";
import { expect, test } from "./test.ts";

test("a reload locks, and the passphrase alone unlocks", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(page.getByText("Bank", { exact: true })).toHaveCount(0);

  await page.getByLabel("Passphrase", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Wrong passphrase." })).toBeVisible();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
});

test("an idle vault locks, and a half-filled form comes back after unlocking", async ({ page, account }) => {
  await installClock(page);
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Half a thought");
  await page.getByLabel("Password", { exact: true }).fill("not saved yet");
  await page.clock.fastForward("15:01");
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(page.getByText("Your unsaved changes are stored encrypted.")).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(
    "thought",
  );

  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("Your unsaved changes are back.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half a thought");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("not saved yet");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Half a thought" })).toBeVisible();
});

test("a session that ends in the middle of typing loses nothing", async ({ page, account }) => {
  await page.addInitScript(() =>
    localStorage.setItem("opp.settings", JSON.stringify({ idleMinutes: 0, sessionSeconds: 300 })),
  );
  await installClock(page);
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Half a thought");
  await page.clock.fastForward("05:02");
  await expect(page.getByText("Log in to get your unsaved changes back.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Username" })).toHaveValue(account.username);
  await page.clock.setSystemTime(Date.now());
  await fillLogIn(page, account);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half a thought");
});

test("before the end that no use moves, a session's owner can stay logged in", async ({ page, account }) => {
  const days30 = 30 * 86_400;
  await page.addInitScript(
    (sessionSeconds) =>
      localStorage.setItem("opp.settings", JSON.stringify({ idleMinutes: 0, sessionSeconds })),
    days30,
  );
  await installClock(page);
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Half a thought");
  const tokenOf = () => page.evaluate(() => sessionStorage.getItem("opp.session"));
  const before = await tokenOf();
  await page.clock.fastForward(days30 * 1000 - 90_000);
  const dialog = page.getByRole("dialog", { name: "Stay logged in?" });
  await dialog.getByLabel("Password", { exact: true }).fill("wrong password");
  await dialog.getByRole("button", { name: "Stay logged in" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Wrong username or password." })).toBeVisible();
  await dialog.getByLabel("Password", { exact: true }).fill(account.password);
  await dialog.getByRole("button", { name: "Stay logged in" }).click();
  await expect.poll(tokenOf).not.toBe(before);
  await page.clock.setSystemTime(Date.now());
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half a thought");
  // The API's session and the new one: the old one is ended.
  await expect
    .poll(async () => (await account.read<{ sessions: unknown[] }>("sessions.list")).sessions.length)
    .toBe(2);
});

test("what another device does shows without a click: a new item, and the session's end", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank" }]);
  const listening = page.waitForResponse((answer) => answer.url().endsWith("/api/events"));
  await logIn(page, account);
  await listening;
  await expect(page.getByRole("status").filter({ hasText: /^1 item$/ })).toBeVisible();
  await makeItems(account, [{ name: "From the phone" }]);
  await expect(page.getByRole("button", { name: "From the phone", exact: true })).toBeVisible();
  await account.call("sessions.endOthers");
  await expect(page.getByText("Your session has ended.")).toBeVisible();
});

test("a session that is kept asks for the passphrase alone, in a new tab and after all are closed", async ({
  page,
  context,
  account,
}) => {
  await makeItems(account, [{ name: "Bank" }]);
  await page.goto("/");
  await page.getByRole("checkbox", { name: "Stay logged in for 30 days" }).check();
  await fillLogIn(page, account);
  await expect(page.getByRole("button", { name: "Bank", exact: true })).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  for (const secret of [account.password, account.passphrase]) expect(stored).not.toContain(secret);
  await page.close();

  const next = await context.newPage();
  await next.goto("/");
  await expect(next.getByText(`Logged in as ${account.username}`)).toBeVisible();
  await expect(next.locator("input")).toHaveCount(1);
  await next.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await next.getByRole("button", { name: "Unlock" }).click();
  await expect(next.getByRole("button", { name: "Bank", exact: true })).toBeVisible();
  await next.getByRole("button", { name: "Log out" }).first().click();
  await next.reload();
  await expect(next.getByRole("heading", { name: "Log in" })).toBeVisible();
});

test("a new tab asks for the passphrase alone while another has a session, or for another account", async ({
  page,
  context,
  account,
}) => {
  await logIn(page, account);
  const other = await context.newPage();
  await other.goto("/");
  await expect(other.getByText(`Logged in as ${account.username}`)).toBeVisible();
  await other.getByRole("button", { name: "Use another account" }).click();
  await expect(other.getByRole("textbox", { name: "Username" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Vault" })).toBeVisible();
  await other.reload();
  await other.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await other.getByRole("button", { name: "Unlock" }).click();
  await expect(other.getByRole("navigation", { name: "Vault" })).toBeVisible();
  // One session for both: where it ends, it ends.
  await page.getByRole("button", { name: "Log out" }).first().click();
  await expect(other.getByText("Your session has ended.")).toBeVisible();
});

test("the passphrase can be changed, and a reload takes the new one only", async ({ page, account }) => {
  await logIn(page, account);
  await page.getByRole("button", { name: account.username }).click();
  await page.getByRole("button", { name: "Change" }).nth(2).click();
  const dialog = page.getByRole("dialog", { name: "Passphrase" });
  await dialog.getByRole("textbox", { name: "New passphrase" }).fill("a wholly new phrase");
  await dialog.getByRole("textbox", { name: "Repeat" }).fill("a wholly new phrase");
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Change passphrase" }).click();
  await expect(page.getByText("Passphrase changed.")).toBeVisible();
  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill("a wholly new phrase");
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
});

test("the vault key can be renewed, with a new recovery code", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", password: "s3cret" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: account.username }).click();
  await page.getByRole("button", { name: "Change key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "New passphrase" }).fill("a wholly new phrase");
  await dialog.getByRole("textbox", { name: "Repeat" }).fill("a wholly new phrase");
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Change vault key" }).click();
  await showThatCodeIsKept(dialog);
  await page.getByRole("button", { name: /^All items/ }).click();
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByText("s3cret")).toBeVisible();
});

test("Caps Lock is told where a secret is typed", async ({ page }) => {
  await page.goto("/");
  const box = page.getByLabel("Passphrase", { exact: true });
  await box.focus();
  const press = (modifierCapsLock: boolean) =>
    box.dispatchEvent("keydown", { key: "a", bubbles: true, modifierCapsLock });
  const hint = page.getByRole("status").filter({ hasText: "Caps Lock is on." });
  await expect(hint).toBeHidden();
  await press(true);
  await expect(hint).toBeVisible();
  await press(false);
  await expect(hint).toBeHidden();
});

test("the username is remembered where that is wanted, and forgotten where it isn't any more", async ({
  page,
  account,
}) => {
  const leave = async () => {
    await page.getByRole("button", { name: "Log out" }).first().click();
    await page.getByRole("heading", { name: "Log in" }).waitFor();
    await page.reload();
  };
  const name = page.getByRole("textbox", { name: "Username" });
  await logIn(page, account);
  await leave();
  await expect(name).toHaveValue("");
  await expect(name).toBeFocused();
  await logIn(page, account);
  await page.getByRole("button", { name: account.username }).click();
  await page.getByLabel("Remember username").selectOption({ label: "Yes" });
  await leave();
  await expect(name).toHaveValue(account.username);
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await logIn(page, account);
  await page.goto("/#/account");
  await page.getByLabel("Remember username").selectOption({ label: "No" });
  await leave();
  await expect(name).toHaveValue("");
});

test("a password manager is told which box is the password, and which isn't", async ({ page }) => {
  await page.goto("/");
  const box = (label: string) => page.getByLabel(label, { exact: true });
  await expect(box("Username")).toHaveAttribute("autocomplete", "username webauthn");
  await expect(box("Password")).toHaveAttribute("autocomplete", "current-password");
  await expect(box("Passphrase")).toHaveAttribute("autocomplete", "off");
  await expect(box("Passphrase")).toHaveAttribute("data-1p-ignore", "");
});
