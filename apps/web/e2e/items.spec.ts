import type { Route } from "@playwright/test";
import { logIn, makeCategories, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

test("an item goes to the trash, comes back by undo and from the trash, and is erased after a question", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank" }, { name: "Post" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^1 item$/ })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^2 items$/ })).toBeVisible();

  await page.getByRole("button", { name: /^Post/ }).focus();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("status").filter({ hasText: /^1 item$/ })).toBeVisible();
  await page.getByRole("button", { name: /^Trash/ }).click();
  await page.getByRole("button", { name: "Restore Post" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();

  await page.getByRole("button", { name: /^All items/ }).click();
  await page.getByRole("button", { name: /^Bank/ }).focus();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: /^Trash/ }).click();
  await page.getByRole("button", { name: "Empty trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete permanently" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
});

test("a double click on Save makes one item", async ({ page, account }) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Only once");
  await page.getByRole("button", { name: "Save" }).dblclick();
  await expect(page.getByRole("heading", { level: 2, name: "Only once" })).toBeVisible();
  const { items } = await account.read<{ items: unknown[] }>("vault.fetchAll");
  expect(items).toHaveLength(1);
});

test("a change made elsewhere in between is offered, and neither version is lost", async ({
  page,
  account,
}) => {
  const [made] = await makeItems(account, [{ name: "Bank", password: "first", url: "https://a.example" }]);
  if (!made) throw new Error("no item was made");
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Password", { exact: true }).fill("mine");
  await account.call("items.update", {
    items: [{ id: made.id, revision: made.revision, password: "theirs", account: "42" }],
  });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("This item was changed elsewhere")).toBeVisible();
  await page.getByRole("button", { name: "Keep both changes" }).click();
  await expect(page.getByRole("definition").filter({ hasText: /^42$/ })).toBeVisible();
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByText("mine", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "History" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Show secrets" }).click();
  await expect(page.getByRole("dialog").getByText("theirs").first()).toBeVisible();
  await page.getByRole("button", { name: "Restore" }).last().click();
  await expect(page.getByText("Version restored.")).toBeVisible();
  await expect(page.getByText("first", { exact: true })).toBeVisible();
});

test("categories are made, renamed, filled, and deleted with or without their items", async ({
  page,
  account,
}) => {
  await makeCategories(account, ["Money"]);
  await makeItems(account, [{ name: "Bank" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: "New category" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Hme");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Hme" })).toBeVisible();
  await page.getByRole("button", { name: "Actions for Hme" }).click();
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Home");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();

  await page.getByRole("button", { name: /^All items/ }).click();
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("combobox", { name: "Category" }).selectOption({ label: "Home" });
  await expect(page.getByRole("button", { name: "Home 1 item" })).toBeVisible();
  await page.getByRole("button", { name: "Actions for Home" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("button", { name: "No category 1 item" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(page.getByRole("button", { name: /^Home/ })).toBeVisible();
});

test("a form with changes asks before it is left, by Back as well", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank" }, { name: "Post" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Bank, changed");
  await page.getByRole("button", { name: /^Post/ }).click();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.goBack();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Bank, changed");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
});

test("the server goes away and comes back: nothing typed is lost", async ({ page, context, account }) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Written on a train");
  await context.route("**/api/trpc/**", (route) => route.abort());
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Can't reach the server" })).toBeVisible();
  await context.unroute("**/api/trpc/**");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Written on a train" })).toBeVisible();
});

test("a new item whose answer gets lost is saved once, with what was typed since", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Sent twice");
  let lost = 0;
  const loseAnswer = async (route: Route) => {
    await route.fetch();
    lost += 1;
    await route.abort();
  };
  await page.route("**/api/trpc/items.create*", loseAnswer, { times: 2 });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Can't reach the server" })).toBeVisible();
  expect(lost).toBe(2);
  await page.getByLabel("Name", { exact: true }).fill("Sent three times");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Sent three times" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^1 item$/ })).toBeVisible();
});

test("the generator's password comes from this browser and goes into the form", async ({ page, account }) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.getByRole("button", { name: "Open generator" }).click();
  await page.getByText("Words", { exact: true }).click();
  await expect(page.getByText("6 words")).toBeVisible();
  await expect(page.getByTestId("generated")).toHaveText(/^[a-z]+(-[a-z]+){5}/);
  const made = await page.getByTestId("generated").innerText();
  await page.getByRole("button", { name: "Use this password" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(made.trim());
  // What the page hears of changes elsewhere may begin at this moment.
  const calls = asked.filter((url) => url.includes("/api/") && !url.endsWith("/api/events"));
  expect(calls).toEqual([]);
});
