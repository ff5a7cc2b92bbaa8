import { fillLogIn, makeItems } from "./account.ts";
import { test } from "./test.ts";

for (const theme of ["light", "dark"] as const)
  for (const width of [390, 1440])
    test(`shots ${theme} ${width}`, async ({ page, account }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      await makeItems(account, [{ name: "Bank" }]);
      await page.goto("/");
      await page.getByRole("heading", { name: "Log in" }).waitFor();
      await page.screenshot({ path: `/tmp/shots/login-${theme}-${width}.png`, fullPage: true });
      await fillLogIn(page, account);
      await page.getByText("Bank").first().waitFor();
      await page.goto("/#/account");
      await page.getByLabel("Log out after").selectOption({ label: "Custom…" });
      await page.getByLabel("Number").fill("4");
      await page.getByLabel("Log out after").scrollIntoViewIfNeeded();
      await page.screenshot({ path: `/tmp/shots/settings-${theme}-${width}.png` });
      await page.reload();
      await page.getByRole("heading", { name: "Locked" }).waitFor();
      await page.screenshot({ path: `/tmp/shots/locked-${theme}-${width}.png` });
    });
