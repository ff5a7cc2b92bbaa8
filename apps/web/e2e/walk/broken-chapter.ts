import { makeItems } from "../account.ts";
import { fillWithMadeUpData } from "../made-up-vault.ts";
import { type Chapter, enter } from "./tour.ts";

/** What is there when something isn't as it should be: a damaged record, a server of another version, a page too old to save. */
export const brokenChapter: Chapter = async (tour) => {
  const { page, account, visit } = tour;
  await fillWithMadeUpData(account);
  const [weak] = await makeItems(account, [{ name: "Old forum", username: "ada", password: "password1" }]);
  await page.route(/\/api\/trpc\/items\.(list|get)/, async (route) => {
    const answer = await route.fetch();
    const { result } = await answer.json();
    const damage = (item: { id: number }) => (item.id === weak?.id ? damaged(item) : item);
    const { items } = result.data;
    const data = items ? { ...result.data, items: items.map(damage) } : damage(result.data);
    await route.fulfill({ response: answer, json: { result: { data } } });
  });
  await enter(tour);
  // Without a name it is the last one, and rows far from those in sight aren't drawn.
  await page.locator(".rows").evaluate((rows) => (rows.scrollTop = rows.scrollHeight));
  await page
    .getByRole("button", { name: /^Damaged record/ })
    .first()
    .click();
  await page.getByText("This item can't be decrypted").waitFor();
  await visit("damaged item");
  await page.unroute(/\/api\/trpc\/items\.(list|get)/);

  await page.route("**/api/trpc/system.status*", async (route) => {
    const answer = await route.fetch();
    const { result } = await answer.json();
    await route.fulfill({
      response: answer,
      json: { result: { data: { ...result.data, version: "9.9.9" } } },
    });
  });
  await page.reload();
  await page.getByText("The server runs version 9.9.9").waitFor();
  await visit("update bar, locked");
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.goto(`/#/all/item/${weak?.id}`);
  await page.getByRole("heading", { level: 2, name: "Old forum" }).waitFor();
  await page.getByText("This password:").waitFor();
  await visit("weak item, update bar");
  await page.getByRole("button", { name: "Later" }).click();
  await page.route("**/api/trpc/items.update*", (route) =>
    route.continue({ headers: { ...route.request().headers(), "x-opp-contract": "0" } }),
  );
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Another name");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("not save changes").waitFor();
  await visit("page too old to save");
};

/** As the server answers a record that it can't open. */
const damaged = (item: object) => ({
  ...item,
  ...Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key, typeof value === "string" ? "" : value]),
  ),
  kind: "login",
  damaged: true,
});
