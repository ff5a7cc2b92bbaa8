import { join } from "node:path";
import type { Page } from "@playwright/test";
import { fillLogIn, logIn, makeAccount } from "./account.ts";
import { fillWithMadeUpData } from "./made-up-vault.ts";
import { test } from "./test.ts";

const FOLDER = join(import.meta.dirname, "../test-results/screens");
const WIDTHS = [390, 1440] as const;
const THEMES = ["light", "dark"] as const;

for (const width of WIDTHS) {
  for (const theme of THEMES) {
    test.use({ actionTimeout: 15_000 });
    test(`screens at ${width} px, ${theme}`, async ({ browser, request, baseURL }) => {
      const account = await makeAccount(request);
      await fillWithMadeUpData(account);
      const phone = width < 760;
      const context = await browser.newContext({
        ...(baseURL && { baseURL }),
        viewport: { width, height: phone ? 844 : 900 },
        colorScheme: theme,
        hasTouch: phone,
        isMobile: phone,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const shoot = async (name: string) => {
        await page.screenshot({ path: join(FOLDER, `${name}-${width}-${theme}.png`) });
      };

      await page.goto("/");
      await page.getByRole("button", { name: "Make an account" }).click();
      await page.getByLabel("User name").fill("ada");
      await page.getByLabel("Password", { exact: true }).fill("sunshine1");
      await page.getByLabel("Passphrase", { exact: true }).fill("lantern opera tundra seventeen");
      await page.getByText("Strong", { exact: false }).waitFor();
      await shoot("01-first-account");
      await page.getByRole("button", { name: "Make the vault" }).click();
      await shoot("02-first-account-wrong");
      await page.getByLabel("User name").fill(`screens-${width}-${theme}-${Date.now()}`);
      await page.getByLabel("Password", { exact: true }).fill("a password for the door");
      await page.getByRole("textbox", { name: "Passphrase again" }).fill("lantern opera tundra seventeen");
      await page.getByRole("button", { name: "Make the vault" }).click();
      await page.getByRole("heading", { name: "Keep your recovery code" }).waitFor();
      await shoot("03-recovery-code");

      await page.goto("/");
      await page.getByRole("heading", { name: "Log in" }).waitFor();
      await shoot("04-log-in");
      await fillLogIn(page, { ...account, password: "wrong one here" });
      await page.getByText("is wrong").waitFor();
      await shoot("05-log-in-wrong");
      await logIn(page, account);
      await page.getByText("Harbour Bank").first().waitFor();
      await shoot("06-vault");
      await page.getByRole("button", { name: /^Harbour Bank/ }).click();
      await page.getByRole("button", { name: "Show password" }).click();
      await shoot("07-item");
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByText("a stolen hash").waitFor();
      await shoot("08-item-form");
      await page.getByRole("button", { name: "Open the generator" }).click();
      await page.getByText("bits of chance").waitFor();
      await shoot("09-generator-in-form");
      await page.keyboard.press("Escape");
      await page.getByLabel("Name", { exact: true }).fill("Harbour Bank, new");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "More actions" }).click();
      await shoot("10-item-menu");
      await page.getByRole("button", { name: "History" }).click();
      await page.getByText("Until").first().waitFor();
      await shoot("11-history");
      await page.keyboard.press("Escape");
      await page
        .getByRole("button", { name: phone ? "Back" : "Close" })
        .first()
        .click();
      await page.getByLabel("Search the vault").fill("zur");
      await page.getByText("1 hit").waitFor();
      await shoot("12-search");
      await page.getByLabel("Search the vault").fill("zzz");
      await page.getByText("No hit").waitFor();
      await shoot("13-search-nothing");
      await page.getByLabel("Search the vault").fill("");

      const side = async (name: string) => {
        await openMenu(page, phone);
        await page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name }).first().click();
      };
      await openMenu(page, phone);
      await shoot("14-menu");
      if (phone) await page.keyboard.press("Escape");
      await side("Actions for Money");
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await shoot("15-delete-category");
      await page.keyboard.press("Escape");
      if (phone) await page.keyboard.press("Escape");
      await side("Generator");
      await page.getByText("Words", { exact: true }).click();
      await page.getByText("6 words").waitFor();
      await shoot("16-generator");
      await side("Trash");
      await page.getByText("The trash is empty").waitFor();
      await shoot("17-trash-empty");
      const list = await account.call<{ categories: { id: number }[] }>("categories.create", {
        categories: [{ name: "Old things" }],
      });
      await account.call("categories.trash", { ids: [list.categories[0]?.id], cascade: false });
      const { items } = await account.call<{ items: { id: number }[] }>("items.create", {
        items: [{ name: "Old forum" }, { name: "Former employer" }],
      });
      await account.call("items.trash", { ids: items.map((item) => item.id) });
      await page.reload();
      await page.getByLabel("Passphrase", { exact: true }).waitFor();
      await shoot("18-locked");
      await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
      await page.getByRole("button", { name: "Unlock" }).click();
      await page.getByText("Old forum").waitFor();
      await shoot("19-trash");
      await side(account.username);
      await page.getByText("This one", { exact: true }).waitFor();
      await page.getByText("Logged in", { exact: true }).first().waitFor();
      await shoot("20-account");
      await page.getByText("Delete the account").scrollIntoViewIfNeeded();
      await shoot("21-account-end");
      await page.getByRole("button", { name: "Renew" }).click();
      await shoot("22-renew-key");
      await page.keyboard.press("Escape");
      await context.close();

      const empty = await makeAccount(request);
      const fresh = await browser.newContext({
        ...(baseURL && { baseURL }),
        viewport: { width, height: phone ? 844 : 900 },
        colorScheme: theme,
        hasTouch: phone,
        isMobile: phone,
      });
      const freshPage = await fresh.newPage();
      await logIn(freshPage, empty);
      await freshPage.getByText("Your vault is empty").waitFor();
      await freshPage.screenshot({ path: join(FOLDER, `23-empty-vault-${width}-${theme}.png`) });
      await fresh.close();
    });
  }
}

test("the picture for the README", async ({ page, request }) => {
  const account = await makeAccount(request, "ada.lovelace");
  await fillWithMadeUpData(account);
  await page.setViewportSize({ width: 1280, height: 760 });
  await logIn(page, account);
  await page.getByRole("button", { name: /^Harbour Bank/ }).click();
  await page.getByRole("button", { name: "Show password" }).click();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(import.meta.dirname, "../../../docs/images/vault.png") });
});

async function openMenu(page: Page, phone: boolean): Promise<void> {
  if (phone) await page.getByRole("button", { name: "Open the menu" }).first().click();
}
