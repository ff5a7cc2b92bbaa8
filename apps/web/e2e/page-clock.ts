import type { Page } from "@playwright/test";

/**
 * Lets a test move the page's clock, and the server's with it: the app goes by the server's time, so that a page that is moved
 * ahead alone would take its own clock for a wrong one.
 */
export async function installClock(page: Page): Promise<void> {
  // For the pages to come, and for the one that is open.
  await page.addInitScript(readDatesFromPage);
  await page.evaluate(readDatesFromPage);
  await page.clock.install();
}

function readDatesFromPage() {
  const readHeader = Headers.prototype.get;
  Headers.prototype.get = function (name) {
    return name.toLowerCase() === "date" ? new Date().toUTCString() : readHeader.call(this, name);
  };
}
