import type { Page } from "@playwright/test";
import { logIn } from "./account.ts";
import { expect, test } from "./test.ts";

const made = (page: Page) => page.getByTestId("generated");

for (const [name, size] of [
  ["on a desktop", { width: 1440, height: 900 }],
  ["on a phone", { width: 390, height: 844 }],
] as const) {
  test(`what is made follows what is chosen, at once, ${name}`, async ({ page, account }) => {
    await page.setViewportSize(size);
    await logIn(page, account);
    await page.goto("/#/generator");
    await expect(made(page)).toHaveText(/^\S{20}$/);
    await page.getByLabel("Length (number)").fill("100");
    await expect(made(page)).toHaveText(/^\S{100}$/);
    await page.getByLabel("Length (number)").fill("3");
    await page.getByLabel("Length (number)").blur();
    await expect(page.getByLabel("Length (number)")).toHaveValue("100");
    const slider = page.getByRole("slider", { name: /^Length/ });
    await slider.fill("8");
    await expect(made(page)).toHaveText(/^\S{8}$/);
    await slider.press("ArrowRight");
    await expect(made(page)).toHaveText(/^\S{9}$/);
    for (const each of ["Lower case", "Upper case", "Symbols"]) await page.getByLabel(each).uncheck();
    await expect(made(page)).toHaveText(/^\d{9}$/);
    await expect(page.getByLabel("Digits")).toBeDisabled();
    await expect(page.getByText("Generated with 29 bits of entropy.")).toBeVisible();
    await expect(page.getByText(/guessing it from a stolen hash takes (about|less than) /)).toBeVisible();
    await page.getByText("Avoid similar characters").click();
    await expect(made(page)).toHaveText(/^[34679]{9}$/);
    const before = await made(page).innerText();
    await page.getByRole("button", { name: "Regenerate" }).click();
    await expect(made(page)).not.toHaveText(before);

    await page.getByText("Words", { exact: true }).click();
    await page.getByLabel("Number of words").fill("4");
    await page.getByLabel("Separator").selectOption("Full stop");
    await page.getByLabel("Capital letters").selectOption("First letters");
    await page.getByLabel("Add a digit").check();
    await expect(made(page)).toHaveText(/^[A-Z][a-z-]+\d?(\.[A-Z][a-z-]+\d?){3}$/);
    await page.getByText("How this is calculated").click();
    await expect(page.getByText("zxcvbn (Wheeler, USENIX Security 2016)")).toBeVisible();
  });
}

test("the generator remembers its options and none of what it made; what was copied is there until the lock", async ({
  page,
  context,
  account,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await logIn(page, account);
  await page.getByRole("button", { name: "Generator", exact: true }).click();
  await page.getByLabel("Length (number)").fill("33");
  await expect(made(page)).toHaveText(/^\S{33}$/);
  const copied = await made(page).innerText();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByText("Password copied.")).toBeVisible();
  await page.getByRole("button", { name: "Regenerate" }).click();
  await page.getByText("Copied or used since you unlocked (1)").click();
  await expect(page.getByRole("listitem").filter({ hasText: copied })).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain(JSON.stringify(copied).slice(1, -1));

  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(made(page)).toHaveText(/^\S{33}$/);
  await expect(page.getByText("Copied or used since you unlocked")).toHaveCount(0);
});

test("an item is made from what the generator made, by keyboard", async ({ page, account }) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "Generator", exact: true }).press("Enter");
  await expect(made(page)).toHaveText(/^\S{20}$/);
  const password = await made(page).innerText();
  await page.getByRole("button", { name: "Create an item with it" }).press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "New item" })).toBeVisible();
  await expect(page.getByText("Your unsaved changes are back.")).toHaveCount(0);
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("Bank");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
  const { items } = await account.read<{ items: { password: string }[] }>("vault.fetchAll");
  expect(items[0]?.password).toBe(password);
});
