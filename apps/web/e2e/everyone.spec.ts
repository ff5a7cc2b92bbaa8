import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { logIn } from "./account.ts";
import { fillWithMadeUpData } from "./made-up-vault.ts";
import { expect, test } from "./test.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

async function check(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  expect(told, screen).toEqual([]);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, `${screen} scrolls sideways`).toBe(0);
}

for (const theme of ["light", "dark"] as const) {
  for (const width of [360, 1440]) {
    test(`every screen is accessible and fits at ${width} px, ${theme}`, async ({ page, account }) => {
      const phone = width < 760;
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await fillWithMadeUpData(account);

      await page.goto("/");
      await page.getByRole("heading", { name: "Log in" }).waitFor();
      await check(page, "log in");
      await page.getByRole("button", { name: "Forgot the passphrase?" }).click();
      await check(page, "recover");
      await page.goto("/nothing-here");
      await check(page, "not found");
      await page.goto("/");
      await page.getByRole("button", { name: "Make an account" }).click();
      await page.getByRole("button", { name: "Make the vault" }).click();
      await check(page, "first account, with errors");

      await logIn(page, account);
      await page.getByText("Harbour Bank").first().waitFor();
      await check(page, "vault");
      await page.getByRole("button", { name: /^Harbour Bank/ }).click();
      await page.getByRole("button", { name: "Show password" }).click();
      await check(page, "item");
      await page.getByRole("button", { name: "More actions" }).click();
      await check(page, "item menu");
      await page.getByRole("button", { name: "History" }).click();
      await page.getByText("There are no earlier versions.").waitFor();
      await check(page, "history");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByText("a stolen hash").waitFor();
      await check(page, "item form");
      await page.getByRole("button", { name: "Open the generator" }).click();
      await page.getByText("bits of chance").waitFor();
      await check(page, "generator in the form");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { level: 2, name: "Harbour Bank" }).waitFor();
      await page
        .getByRole("button", { name: phone ? "Back" : "Close" })
        .first()
        .click();
      await page.getByLabel("Search the vault").fill("nothing like it");
      await page.getByText("No hit").waitFor();
      await check(page, "no hit");
      await page.getByLabel("Search the vault").fill("");

      const side = async (name: string | RegExp) => {
        if (phone) await page.getByRole("button", { name: "Open the menu" }).first().click();
        await page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name }).first().click();
      };
      if (phone) {
        await page.getByRole("button", { name: "Open the menu" }).first().click();
        await check(page, "menu");
        await page.keyboard.press("Escape");
      }
      await side("New category");
      await check(page, "new category");
      await page.keyboard.press("Escape");
      if (phone) await page.keyboard.press("Escape");
      await side("Generator");
      await page.getByText("bits of chance").waitFor();
      await check(page, "generator");
      await side("Trash");
      await page.getByText("The trash is empty").waitFor();
      await check(page, "empty trash");
      await side(account.username);
      await page.getByText("This one", { exact: true }).waitFor();
      await check(page, "account");
      await page.getByRole("button", { name: "Delete…" }).click();
      await check(page, "delete account");
      await page.keyboard.press("Escape");
      await page.reload();
      await page.getByRole("heading", { name: "Locked" }).waitFor();
      await check(page, "locked");
    });
  }
}

test("nothing is too small for a finger", async ({ browser, baseURL, account }) => {
  await fillWithMadeUpData(account);
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  const small = () =>
    page
      .locator("button:visible, a.button:visible, input:visible, select:visible, .check:visible")
      .evaluateAll((elements) =>
        elements
          .filter((element) => !element.matches("[type=radio], [type=checkbox], [type=range], .link"))
          .map((element) => ({
            box: element.getBoundingClientRect(),
            html: element.outerHTML.slice(0, 120),
            font: Number.parseFloat(getComputedStyle(element).fontSize),
            typed: element.matches("input, select"),
          }))
          .filter(
            ({ box, font, typed }) =>
              box.width > 0 && (box.height < 43.9 || box.width < 43.9 || (typed && font < 16)),
          )
          .map(({ html }) => html),
      );
  await logIn(page, account);
  await page.getByText("Harbour Bank").first().waitFor();
  expect(await small()).toEqual([]);
  await page.getByRole("button", { name: /^Harbour Bank/ }).tap();
  await page.getByRole("button", { name: "Show password" }).waitFor();
  expect(await small()).toEqual([]);
  await page.getByRole("button", { name: "Edit" }).tap();
  await page.getByLabel("Notes").waitFor();
  expect(await small()).toEqual([]);
  await context.close();
});
