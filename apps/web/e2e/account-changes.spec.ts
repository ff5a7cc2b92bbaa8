import type { Page } from "@playwright/test";
import { fillLogIn, logIn, makeItems, showThatCodeIsKept, type TestAccount } from "./account.ts";
import { expect, test } from "./test.ts";

const CHANGES = ["Username", "Password"] as const;

async function openChange(
  page: Page,
  account: Pick<TestAccount, "username">,
  what: (typeof CHANGES)[number],
) {
  await page.getByRole("button", { name: account.username }).click();
  const row = page
    .locator(".settings-row")
    .filter({ has: page.getByRole("heading", { name: what, exact: true }) });
  await row.getByRole("button").click();
  return page.getByRole("dialog", { name: what });
}

test("who forgot the passphrase sets a new one by recovery code, and all is there", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank", password: "s3cret" }, { name: "Post" }]);
  const made = await account.call<{ recoveryCode: string }>("account.renewRecoveryCode", {
    password: account.password,
  });
  const next = { ...account, passphrase: "a wholly new phrase" };
  await page.goto("/");
  await page.getByRole("button", { name: "Forgot your passphrase?" }).click();
  await page.getByRole("textbox", { name: "Username" }).fill(account.username);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByLabel("New passphrase", { exact: true }).fill(next.passphrase);
  await page.getByRole("textbox", { name: "Repeat passphrase" }).fill("another phrase");
  const [first = "", ...rest] = made.recoveryCode;
  await page
    .getByRole("textbox", { name: "Recovery code" })
    .fill((first === "A" ? "B" : "A") + rest.join(""));
  await page.getByRole("button", { name: "Set passphrase" }).click();
  await expect(page.getByText("The passphrases don't match.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Repeat passphrase" })).toBeFocused();
  await page.getByRole("textbox", { name: "Repeat passphrase" }).fill(next.passphrase);
  await page.getByRole("button", { name: "Set passphrase" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Wrong recovery code." })).toBeVisible();
  await page.getByRole("textbox", { name: "Recovery code" }).fill(made.recoveryCode.toLowerCase());
  await page.getByRole("button", { name: "Set passphrase" }).click();

  expect(await showThatCodeIsKept(page)).not.toBe(made.recoveryCode);

  await expect(page.getByRole("textbox", { name: "Username" })).toHaveValue(account.username);
  await fillLogIn(page, account);
  await expect(page.getByRole("alert").filter({ hasText: "Wrong passphrase." })).toBeVisible();
  await fillLogIn(page, next);
  await expect(page.getByRole("status").filter({ hasText: /^2 items$/ })).toBeVisible();
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByText("s3cret")).toBeVisible();
});

test("the username can be changed, and logs in from then on", async ({ page, account }) => {
  const renamed = { ...account, username: `${account.username}-lovelace` };
  await makeItems(account, [{ name: "Bank" }]);
  await logIn(page, account);
  const dialog = await openChange(page, account, "Username");
  await dialog.getByRole("textbox", { name: "New username" }).fill(renamed.username);
  await dialog.getByRole("textbox", { name: "Your password" }).fill("wrong password");
  await dialog.getByRole("button", { name: "Change username" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Wrong password." })).toBeVisible();
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Change username" }).click();
  await expect(page.getByText("Username changed.")).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("button", { name: renamed.username })).toBeVisible();

  await page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name: "Log out" }).click();
  await fillLogIn(page, account);
  await expect(page.getByRole("alert").filter({ hasText: "Wrong username or password." })).toBeVisible();
  await fillLogIn(page, renamed);
  await expect(page.getByRole("status").filter({ hasText: /^1 item$/ })).toBeVisible();
});

test("a new password ends other sessions, and the old one is refused", async ({ page, browser, account }) => {
  const changed = { ...account, password: "staple tractor moon" };
  await makeItems(account, [{ name: "Bank" }]);
  const elsewhere = await browser.newPage();
  await logIn(elsewhere, account);
  await logIn(page, account);
  const dialog = await openChange(page, account, "Password");
  await dialog.getByRole("textbox", { name: "New password" }).fill(changed.password);
  await dialog.getByRole("textbox", { name: "Repeat" }).fill("something else");
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(dialog.getByText("The entries don't match.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Repeat" }).fill(changed.password);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed. All other sessions ended.")).toBeVisible();

  await expect(elsewhere.getByText("Your session has ended.")).toBeVisible();
  await fillLogIn(elsewhere, account);
  await expect(elsewhere.getByRole("alert").filter({ hasText: "Wrong username or password." })).toBeVisible();
  await fillLogIn(elsewhere, changed);
  await expect(elsewhere.getByRole("button", { name: /^Bank/ })).toBeVisible();
  await elsewhere.close();
  await page.getByRole("button", { name: /^All items/ }).click();
  await page.getByRole("button", { name: /^Bank/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
});

test("a deleted account is refused at login, and comes back whole within its grace", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank", password: "s3cret" }, { name: "Post" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: account.username }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete your account" });
  await dialog.getByRole("textbox", { name: "Your password" }).fill(account.password);
  await dialog.getByRole("button", { name: "Delete my account" }).click();
  await expect(
    page.getByText(/Account deleted\. You can restore it until .+ when you log in\./),
  ).toBeVisible();

  await fillLogIn(page, account);
  await expect(page.getByRole("alert").filter({ hasText: "Wrong username or password." })).toBeVisible();
  await page.getByRole("button", { name: "Deleted your account?" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Restore a deleted account" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "wrong" })).toHaveCount(0);
  await page.getByRole("button", { name: "Restore and log in" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^2 items$/ })).toBeVisible();
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByText("s3cret")).toBeVisible();
});

test("the account's sections are reached from the list of them, which says where one is", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await page.getByRole("button", { name: account.username }).click();
  const links = page.getByRole("navigation", { name: "Sections" }).getByRole("button");
  await expect(links.first()).toHaveAttribute("aria-current", "true");
  for (const name of ["Locking", "Sessions", "Delete account", "Login"]) {
    const link = links.filter({ hasText: name });
    await link.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name, exact: true })).toBeFocused();
    await expect(page.getByRole("heading", { level: 2, name, exact: true })).toBeInViewport();
    await expect(link).toHaveAttribute("aria-current", "true");
  }
});
