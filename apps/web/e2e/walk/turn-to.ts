import type { Page } from "@playwright/test";

/** In that theme, without motion, and painted so. */
export async function turnTo(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await painted(page);
}

/** Even a transition of 0.01 ms shows the old colour until the next frame. */
export const painted = (page: Page) =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise((next) => requestAnimationFrame(next));
  });
