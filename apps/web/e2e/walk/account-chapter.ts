import { type Chapter, enter } from "./tour.ts";

/** Account, settings, sessions, activity, and each of their dialogs. */
export const accountChapter: Chapter = async (tour) => {
  const { page, visit } = tour;
  await enter(tour);
  await page.goto("/#/account");
  await page.getByText("This one", { exact: true }).waitFor();
  await page.getByText("Logged in", { exact: true }).first().waitFor();
  await visit("account");
  for (const region of await page.getByRole("region").all()) {
    const name = await region.getAttribute("aria-label");
    if (name === null || name === "Messages") continue;
    await region.scrollIntoViewIfNeeded();
    await visit(`account, ${name.toLowerCase()}`);
  }
  const openers = page.locator("main .settings-row:has(> * > h3) > button.button");
  for (let index = 0; index < (await openers.count()); index += 1) {
    const opener = openers.nth(index);
    const name = (await opener.locator("xpath=..").getByRole("heading").innerText()).toLowerCase();
    await opener.click();
    await page.getByRole("dialog").waitFor();
    await visit(`account dialog, ${name}`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
};
