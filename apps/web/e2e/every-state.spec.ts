import type { Page } from "@playwright/test";
import type { RunOnly } from "axe-core";
import { lookWithAxe } from "./look-with-axe.ts";
import { serveTest } from "./serve-test.ts";
import { expect } from "./test.ts";
import { CHAPTERS } from "./walk/chapters.ts";
import { painted, turnTo } from "./walk/turn-to.ts";

const CONTRAST: RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const width of [320, 1440]) {
  const phone = width < 760;
  serveTest.describe(`at ${width} px`, () => {
    serveTest.use({
      viewport: { width, height: 800 },
      hasTouch: phone,
      isMobile: phone,
      actionTimeout: 20_000,
    });
    for (const [name, chapter] of Object.entries(CHAPTERS)) {
      serveTest(
        `every state of ${name} is accessible and fits at ${width} px, in both themes`,
        async ({ page, account, serve }) => {
          serveTest.setTimeout(180_000);
          await page.addInitScript(changeAtOnce);
          await turnTo(page, "light");
          await chapter({ page, account, phone, serve, visit: (state) => check(page, state, phone) });
        },
      );
    }
  });
}

/** What doesn't depend on the theme is looked at once, in the theme that the state before left; contrast in both. */
async function check(page: Page, state: string, phone: boolean): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, `${state} scrolls sideways`).toBe(0);
  expect(await scrollingSideways(page), `${state} has parts that scroll sideways`).toEqual([]);
  if (phone) expect(await tooSmall(page), `${state} has targets too small for a finger`).toEqual([]);
  const [first, second] = (await isDark(page)) ? (["dark", "light"] as const) : (["light", "dark"] as const);
  await painted(page);
  expect(await violations(page, { type: "tag", values: TAGS }), `${state}, ${first}`).toEqual([]);
  // Axe reads computed styles: without transitions they are the other theme's at once, and nothing has to be painted for it.
  await page.emulateMedia({ colorScheme: second, reducedMotion: "reduce" });
  expect(await violations(page, CONTRAST), `${state}, ${second}`).toEqual([]);
}

/** Runs in the page. */
function changeAtOnce(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after, ::backdrop { transition: none !important; }");
  document.adoptedStyleSheets = [sheet];
}

const isDark = (page: Page) => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);

async function violations(page: Page, runOnly: RunOnly): Promise<string[]> {
  const found = await lookWithAxe(page, { runOnly });
  return found.flatMap(({ id, nodes }) => {
    // Axe doesn't know the top layer: it takes what lies under a popover for what covers it. `tooSmall` measures those.
    const told = nodes.filter(({ html }) => id !== "target-size" || !html.includes("menu-item"));
    return told.length > 0 ? [`${id}: ${told.map(inWords).join(" | ")}`] : [];
  });
}

const inWords = ({ html, any }: { html: string; any: { message: string }[] }) =>
  [html, ...any.map(({ message }) => message)].join(" ");

/** Panes and dialogs whose content is wider than they are: its edge is cut off. The links to the sections are a row to swipe. */
const scrollingSideways = (page: Page): Promise<string[]> =>
  page
    .locator("body *:visible:not(textarea, input, select, .section-links)")
    .evaluateAll((elements) =>
      elements
        .filter(
          (element) =>
            element.scrollWidth > element.clientWidth + 1 &&
            /auto|scroll/.test(getComputedStyle(element).overflowX),
        )
        .map(
          (element) => `${element.scrollWidth} in ${element.clientWidth}: ${element.outerHTML.slice(0, 120)}`,
        ),
    );

/** Targets under 44 px, and inputs whose letters are so small that a phone would zoom. */
const tooSmall = (page: Page): Promise<string[]> =>
  page
    .locator(
      "button:visible, a.button:visible, input:visible, select:visible, summary:visible, .check:visible",
    )
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
