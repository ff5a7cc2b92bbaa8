import type { Page } from "@playwright/test";

/** In that theme, without motion, and painted so. */
export async function turnTo(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await painted(page);
}

/** Even a transition of 0.01 ms shows the old colour until the next frame, and what inherits the colour begins its own then. */
export const painted = (page: Page) =>
  page.evaluate(async () => {
    const isChanging = () => document.getAnimations().some((each) => each instanceof CSSTransition);
    for (let still = 0; still < 2; still = isChanging() ? 0 : still + 1)
      await new Promise((next) => requestAnimationFrame(next));
  });
