import { type Chapter, enter } from "./tour.ts";

/** Account, settings, sessions, activity, and each of their dialogs. */
export const accountChapter: Chapter = async (tour) => {
  const { page, visit } = tour;
  await enter(tour);
  await page.goto("/#/account");
  await page.getByText("This session", { exact: true }).waitFor();
  await page
    .getByText(/^Logged in\b/)
    .first()
    .waitFor();
  await visit("account");
  const jumps = page.getByRole("navigation", { name: "Sections" }).getByRole("button");
  for (const name of await jumps.allInnerTexts()) {
    await jumps.filter({ hasText: name }).click();
    await page.getByRole("heading", { level: 2, name, exact: true }).waitFor();
    await visit(`account, ${name.toLowerCase()}`);
  }
  const rows = page.locator("main .settings-row").filter({ has: page.getByRole("heading", { level: 3 }) });
  const openers = rows.locator("> button.button");
  const count = await openers.count();
  if (count < 5) throw new Error(`Only ${count} dialogs of the account were found.`);
  for (let index = 0; index < count; index += 1) {
    const opener = openers.nth(index);
    const name = (await opener.locator("xpath=..").getByRole("heading").innerText()).toLowerCase();
    await opener.click();
    await page.getByRole("dialog").waitFor();
    await visit(`account dialog, ${name}`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
};
