import { makeCategories } from "../account.ts";
import { type Chapter, enter } from "./tour.ts";

const WORDS = ["harbour", "linden", "maple", "quartz", "velvet", "tundra", "opera", "lantern"];

/** Ten thousand items: the list, its far end, a search, their health. */
export const largeChapter: Chapter = async (tour) => {
  const { page, account, visit } = tour;
  const ids = await makeCategories(
    account,
    Array.from({ length: 20 }, (_, index) => `Category ${index + 1}`),
  );
  await account.call("items.create", {
    items: Array.from({ length: 10_000 }, (_, index) => ({
      name: `${WORDS[index % 8]} ${WORDS[(index >> 3) % 8]} ${index}`,
      url: `https://${WORDS[(index >> 6) % 8]}${index}.example`,
      username: `ada${index % 12}@lovelace.example`,
      password: index % 50 === 0 ? "password1" : `${WORDS[(index >> 2) % 8]}-7Ray!Il0O${index}`,
      categoryId: ids[index % 20],
    })),
  });
  await enter(tour);
  await page.getByRole("status").filter({ hasText: "10,000 items" }).waitFor();
  await visit("ten thousand items");
  await page.locator("[data-row]").first().press("End");
  await page.locator('[data-row="9999"]').waitFor();
  await visit("ten thousand items, the end");
  await page.getByLabel("Search the vault").fill("maple 99");
  await page.locator("mark").first().waitFor();
  await visit("ten thousand items, a search");
  await page.goto("/#/health");
  await page.getByText(/Checking passwords: [1-9]/).waitFor();
  await visit("ten thousand items, judging");
};
