import { join } from "node:path";
import { logIn, makeAccount } from "./account.ts";
import { fillWithMadeUpData } from "./made-up-vault.ts";
import { serveTest } from "./serve-test.ts";
import { CHAPTERS } from "./walk/chapters.ts";
import { writeContactSheet } from "./walk/contact-sheet.ts";
import { turnTo } from "./walk/turn-to.ts";

const FOLDER = join(import.meta.dirname, "../test-results/screens");
const IMAGES = join(import.meta.dirname, "../../../docs/images");
const THEMES = ["light", "dark"] as const;

for (const width of [390, 1440]) {
  const phone = width < 760;
  serveTest.describe(`at ${width} px`, () => {
    serveTest.use({
      viewport: { width, height: phone ? 844 : 900 },
      hasTouch: phone,
      isMobile: phone,
      actionTimeout: 20_000,
    });
    for (const [name, chapter] of Object.entries(CHAPTERS)) {
      serveTest(`screens of ${name} at ${width} px`, async ({ page, account, serve }) => {
        serveTest.setTimeout(300_000);
        let count = 0;
        const visit = async (state: string) => {
          count += 1;
          for (const theme of THEMES) {
            await turnTo(page, theme);
            const file = `${name}-${String(count).padStart(2, "0")}-${state.replaceAll(/[^a-z0-9]+/gi, "-")}`;
            await page.screenshot({ path: join(FOLDER, `${file}-${width}-${theme}.png`) });
          }
          await turnTo(page, "light");
        };
        await turnTo(page, "light");
        await chapter({ page, account, phone, serve, visit });
      });
    }
  });
}

serveTest.afterAll(() => writeContactSheet(FOLDER));

serveTest("the pictures for the README", async ({ page, request }) => {
  const account = await makeAccount(request, "ada.lovelace");
  await fillWithMadeUpData(account);
  await page.setViewportSize({ width: 1280, height: 760 });
  await logIn(page, account);
  await page.getByRole("button", { name: /^Harbour Bank/ }).click();
  await page.getByRole("button", { name: "Show password" }).click();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(IMAGES, "vault.png") });
  await page.goto("/#/health");
  await page.getByRole("img", { name: /^Score/ }).waitFor();
  await page.screenshot({ path: join(IMAGES, "health.png") });
  await page.setViewportSize({ width: 390, height: 760 });
  await page.goto("/#/all");
  await page.getByText("Harbour Bank").first().waitFor();
  await page.screenshot({ path: join(IMAGES, "phone.png") });
});
