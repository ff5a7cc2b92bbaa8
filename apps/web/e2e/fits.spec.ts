import type { Page } from "@playwright/test";
import { fillLogIn, makeAccount, makeCategories, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

/** Phones upright and on their side, tablets, screens, and a screen enlarged four times. */
const SIZES = [
  [320, 256],
  [390, 844],
  [844, 390],
  [768, 1024],
  [1080, 600],
  [1440, 900],
  [1920, 1080],
] as const;

/** What the window shows of a document, which panes scroll without holding what is placed in them, and which icons have given way to text. */
const measure = (page: Page) =>
  page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    const panes = [...document.querySelectorAll<HTMLElement>("body :has(> *)")].filter((element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowY),
    );
    return {
      height: Math.max(scrollHeight, document.body.scrollHeight) - innerHeight,
      width: Math.max(scrollWidth, document.body.scrollWidth) - innerWidth,
      loosePanes: panes
        .filter((pane) => getComputedStyle(pane).position === "static")
        .map((pane) => pane.className),
      thinIcons: [...document.querySelectorAll("button svg, a svg, label svg")]
        .filter((icon) => icon.checkVisibility() && icon.getBoundingClientRect().width < 12)
        .map((icon) => icon.parentElement?.textContent),
    };
  });

/** Checks the screen at every size. */
async function checkFit(page: Page, screen: string): Promise<void> {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    // The sidebar is one of the screens: where there is no room it is a drawer.
    await expect
      .poll(() => measure(page), { message: `${screen} at ${width} × ${height}` })
      .toEqual({ height: 0, width: 0, loosePanes: [], thinIcons: [] });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Turns the wheel over a place, up to its end and beyond. @returns how far the document moved */
async function wheelOver(page: Page, place: string): Promise<number> {
  await page.locator(place).first().hover();
  for (let turns = 0; turns < 3; turns += 1) await page.mouse.wheel(0, 4000);
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
  return page.evaluate(() => {
    // Also what a focus or a link may have scrolled, which no wheel brings back.
    document.documentElement.scrollTop = 100;
    return document.documentElement.scrollTop + document.body.scrollTop + scrollY;
  });
}

test("only panes inside the page scroll, on every screen at every size", async ({ page, request }) => {
  test.setTimeout(180_000);
  const account = await makeAccount(request);
  await makeCategories(
    account,
    Array.from({ length: 50 }, (_, at) => `Category ${at}`),
  );
  await makeItems(
    account,
    Array.from({ length: 60 }, (_, at) => ({
      name: `Item ${String(at).padStart(2, "0")}`,
      username: "ada",
      password: "password1",
      tags: [`tag ${at}`],
      favourite: at % 2 === 0,
    })),
  );
  await page.goto("/");
  await page.getByRole("textbox", { name: "Username" }).waitFor();
  await checkFit(page, "login");
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByRole("textbox", { name: "Username" }).fill(`${account.username}-2`);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await page.getByLabel("Passphrase", { exact: true }).fill("five words are a phrase");
  await page.getByRole("textbox", { name: "Repeat passphrase" }).fill("five words are a phrase");
  await page.getByRole("button", { name: "Create vault" }).click();
  await page.getByRole("button", { name: "Download" }).waitFor();
  await checkFit(page, "recovery code");
  await page.reload();
  await fillLogIn(page, account);
  const row = page.getByRole("button", { name: /^Item 00/ });
  await row.waitFor();
  await checkFit(page, "list");
  for (const place of [".side-scroll", ".rows", ".list-head"]) expect(await wheelOver(page, place)).toBe(0);
  await page.locator(".rows").evaluate((rows) => rows.scrollTo(0, 0));

  await row.click({ modifiers: ["ControlOrMeta"] });
  await page.getByRole("toolbar").waitFor();
  await checkFit(page, "list, selected");
  await page.getByRole("button", { name: "Clear selection" }).click();
  await row.click();
  await page.getByRole("heading", { level: 2, name: "Item 00" }).waitFor();
  await checkFit(page, "item");
  await page.keyboard.press("e");
  await page.getByLabel("Name", { exact: true }).waitFor();
  await checkFit(page, "form");
  expect(await wheelOver(page, ".panel")).toBe(0);
  await page.getByRole("button", { name: "Open generator" }).click();
  await page.getByRole("dialog").waitFor();
  await checkFit(page, "generator in a dialog");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  for (const [address, part] of [
    ["health", "list"],
    ["health/weak", "list"],
    ["generator", "status"],
    ["account", "navigation"],
    ["trash", "heading"],
  ] as const) {
    await page.goto(`/#/${address}`);
    await page.locator("#main").getByRole(part).first().waitFor();
    await checkFit(page, address);
    expect(await wheelOver(page, ".panel"), address).toBe(0);
  }
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await checkFit(page, "shortcuts");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command palette" }).waitFor();
  await checkFit(page, "palette");
});
