import { fillLogIn, logIn, makeAccount, makeCategories, makeItems, showThatCodeIsKept } from "./account.ts";
import { expect, test } from "./test.ts";

test("a person makes an account, keeps the recovery code, and logs in", async ({ page }) => {
  const username = `ada-${Date.now()}`;
  const password = "correct horse battery";
  const passphrase = "lantern opera tundra seventeen";
  await page.goto("/");
  await page.getByRole("heading", { level: 1, name: /Log in|Create/ }).waitFor();
  const start = page.getByRole("button", { name: "Create an account" });
  if (await start.isVisible()) await start.click();

  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("textbox", { name: "Repeat passphrase" }).fill(`${passphrase}x`);
  await page.getByRole("button", { name: "Create vault" }).click();
  await expect(page.getByText("The passphrases don't match.")).toBeVisible();
  await page.getByRole("textbox", { name: "Repeat passphrase" }).fill(passphrase);
  await page.getByRole("button", { name: "Create vault" }).click();

  await page.getByRole("button", { name: "I saved it" }).click();
  await expect(page.getByText("These groups don't match the code.")).toBeVisible();
  await showThatCodeIsKept(page);

  await expect(page.getByText("Your vault is empty")).toBeVisible();
});

test("a hundred secrets in categories: find one, copy it, log out, come back, all there", async ({
  page,
  context,
  account,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const ids = await makeCategories(account, ["Home", "Work", "Money", "Travel"]);
  await makeItems(
    account,
    Array.from({ length: 99 }, (_, n) => ({
      name: `Secret ${n + 1}`,
      username: `user${n + 1}`,
      password: `pass-${n + 1}-Ü`,
      categoryId: ids[n % 4] ?? null,
    })),
  );
  await logIn(page, account);
  await expect(page.getByRole("status").filter({ hasText: /^99 items$/ })).toBeVisible();

  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Café Łódź");
  await page.getByRole("textbox", { name: "Username" }).fill("beata");
  await page.getByLabel("Password", { exact: true }).fill("zażółć gęślą jaźń");
  await page.getByLabel("Website").fill("https://cafe.example/a");
  await page.getByRole("combobox", { name: "Category" }).selectOption({ label: "Travel" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Café Łódź" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^100 items$/ })).toBeVisible();

  await page.getByLabel("Search the vault").pressSequentially("lodz be");
  await expect(page.getByText("1 result in the whole vault")).toBeVisible();
  await page
    .getByRole("button", { name: /Café Łódź/ })
    .first()
    .click();
  await expect(page.getByText("zażółć gęślą jaźń")).toBeHidden();
  await page.getByRole("button", { name: "Copy password", exact: true }).click();
  await expect(page.getByText("Password copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("zażółć gęślą jaźń");
  await expect(page.getByRole("link", { name: "cafe.example", exact: true })).toHaveAttribute(
    "rel",
    /noreferrer/,
  );

  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("");
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(
    "token",
  );

  await fillLogIn(page, account);
  await expect(page.getByRole("status").filter({ hasText: /^100 items$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Travel 25 items" })).toBeVisible();
  await page.getByLabel("Search the vault").fill("secret 42");
  await page.getByRole("button", { name: /^Secret 42/ }).click();
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByText("pass-42-Ü")).toBeVisible();
});

test("wrong secrets are told apart kindly", async ({ page, request }) => {
  const account = await makeAccount(request);
  await page.goto("/");
  await fillLogIn(page, { ...account, password: "not the password" });
  await expect(page.getByRole("alert").filter({ hasText: "Wrong username or password." })).toBeVisible();
  await fillLogIn(page, { ...account, passphrase: "not the passphrase" });
  await expect(page.getByRole("alert").filter({ hasText: "Wrong passphrase." })).toBeVisible();
});

test("ten thousand items: the list is there, and a search paints at once", async ({ page, account }) => {
  await makeItems(
    account,
    Array.from({ length: 10_000 }, (_, n) => ({
      name: `Item ${n}`,
      username: `user${n}@example.org`,
      url: `https://host${n}.example`,
    })),
  );
  await logIn(page, account);
  const wholeList = page.getByRole("status").filter({ hasText: /^10,000 items$/ });
  await expect(wholeList).toBeVisible();
  await page.getByLabel("Search the vault").fill("host9876");
  await expect(page.getByText("1 result in the whole vault")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Item 9876/ })).toBeVisible();
  await page.getByLabel("Search the vault").fill("");
  // Until the whole list is painted again, End goes to the end of the list with one result.
  await expect(wholeList).toBeVisible();
  await page.getByLabel("Search the vault").press("ArrowDown");
  await page.keyboard.press("End");
  await expect(page.getByRole("button", { name: /^Item 9999/ })).toBeFocused();
  // Few rows are in the page at once, and they say which of the ten thousand they are.
  expect(await page.locator("[data-index]").count()).toBeLessThan(80);
  await expect(page.getByRole("table", { name: "All items" })).toHaveAttribute("aria-rowcount", "10001");
});
