/** Draws the PNG icons from the SVG, in the browser that the tests use: `pnpm --filter @opp/web icons`. Run manually when the SVG changes. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const WEB = join(import.meta.dirname, "..");
const svg = readFileSync(join(WEB, "public/icons/icon.svg"), "utf8");
/** A maskable icon is cut to a circle of 80 % of its width by some systems, and iOS rounds corners itself: both want a full square. */
const square = svg.replace('rx="9"', "").replace("<path", '<path transform="translate(3.2 3.2) scale(0.8)"');
const ICONS = [
  ["icons/icon-192.png", 192, svg],
  ["icons/icon-512.png", 512, svg],
  ["icons/maskable-512.png", 512, square],
  ["icons/apple-touch-180.png", 180, square],
];

const executablePath = [chromium.executablePath(), "/usr/bin/chromium"].find((path) => existsSync(path));
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const page = await browser.newPage();
  for (const [name, size, drawing] of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`,
    );
    writeFileSync(join(WEB, "public", name), await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}
