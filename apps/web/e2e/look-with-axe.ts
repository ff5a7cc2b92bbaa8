import type { Page } from "@playwright/test";
import axe from "axe-core";

/** What axe complains of on the page. It is put into each document once: reading it again for each look takes longer than the look. */
export async function lookWithAxe(page: Page, options: axe.RunOptions): Promise<readonly axe.Result[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const all: axe.RunOptions = { ...options, resultTypes: ["violations"], selectors: false };
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(all)})`);
  return violations;
}
