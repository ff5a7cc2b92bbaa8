import { logIn, makeCategories, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

test("a search folds accents, takes operators and marks what it hit", async ({ page, account }) => {
  const [money] = await makeCategories(account, ["Money matters"]);
  await makeItems(account, [
    { name: "Café Zürich", username: "bea", password: "x" },
    { name: "Bank", url: "https://bank.example", categoryId: money ?? null, password: "same-again" },
    { name: "Broker", username: "zurich-1", categoryId: money ?? null, password: "same-again" },
  ]);
  await logIn(page, account);
  const box = page.getByLabel("Search the vault");
  const names = page.locator("[data-row] .row-name");
  await box.fill("ZURICH");
  await expect(names).toHaveText(["Café Zürich", "Broker"]);
  await expect(page.locator("mark")).toHaveText(["Zürich", "zurich"]);
  await box.fill("zurich -bea");
  await expect(names).toHaveText(["Broker"]);
  await box.fill('in:"Money matters" -user:zur');
  await expect(names).toHaveText(["Bank"]);
  await box.fill("is:reused");
  await expect(names).toHaveText(["Bank", "Broker"]);
  await box.fill("is:purple");
  await expect(page.getByText("Unknown operator “is:purple”.")).toBeVisible();
});

test("what may follow an operator is offered, by keyboard as well", async ({ page, account }) => {
  await makeCategories(account, ["Home", "Work abroad"]);
  await makeItems(account, [{ name: "Bank" }]);
  await logIn(page, account);
  const box = page.getByRole("combobox", { name: "Search the vault" });
  await box.pressSequentially("-in:wo");
  const offer = page.getByRole("listbox", { name: "Suggestions" });
  await expect(offer.getByRole("option")).toHaveText(["in:Work abroad"]);
  await page.keyboard.press("ArrowDown");
  await expect(offer.getByRole("option")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue('-in:"Work abroad" ');
  await expect(offer).toHaveCount(0);
  await expect(page.locator("[data-row] .row-name")).toHaveText(["Bank"]);
  await page.keyboard.press("Escape");
  await expect(box).toHaveValue("");
  await page.getByRole("button", { name: "Search operators" }).click();
  await page.getByRole("button", { name: "has: has password" }).click();
  await expect(box).toHaveValue("has:");
  await expect(offer.getByRole("option").first()).toHaveText("has:password");
});

test("notes are searched on request, on the server, in a body", async ({ page, account }) => {
  await makeItems(account, [
    { name: "Safe", blob: "The Geheimzahl is 4711" },
    { name: "Bank", blob: "nothing" },
  ]);
  await logIn(page, account);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const box = page.getByLabel("Search the vault");
  const names = page.locator("[data-row] .row-name");
  await box.fill("geheim");
  await expect(page.getByText("No results")).toBeVisible();
  expect(asked.filter((url) => url.includes("searchNotes"))).toEqual([]);
  await page.getByRole("checkbox", { name: "Also search notes" }).check();
  await expect(names).toHaveText(["Safe"]);
  await expect(page.locator("[data-row] .row-sub")).toHaveText("Notes: The Geheimzahl is 4711");
  await expect(page.locator("mark")).toHaveText("Geheim");
  await box.fill("bank notes:NOTHING");
  await expect(names).toHaveText(["Bank"]);
  expect(asked.filter((url) => /geheim|nothing/i.test(url))).toEqual([]);
});

test("no hit offers to make an item of that name", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank" }]);
  await logIn(page, account);
  await page.getByLabel("Search the vault").fill("Post office");
  await page.getByRole("button", { name: "New item “Post office”" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Post office");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Post office" })).toBeVisible();
});

test("a search finds in the trash when asked, and leads there", async ({ page, account }) => {
  const made = await makeItems(account, [{ name: "Bank" }, { name: "Old bank" }]);
  await account.call("items.trash", { ids: [made[1]?.id] });
  await logIn(page, account);
  await page.getByLabel("Search the vault").fill("bank is:trash");
  await page.getByRole("button", { name: /^Old bank/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Trash" })).toBeVisible();
});
