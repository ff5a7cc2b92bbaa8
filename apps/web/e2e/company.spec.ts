import { logIn, makeCategories, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

test("a change in one tab shows in the other, a conflict is offered, and a lock locks both", async ({
  page,
  context,
  account,
}) => {
  await makeItems(account, [{ name: "Bank", username: "ada" }, { name: "Mail" }]);
  const other = await context.newPage();
  for (const each of [page, other]) {
    await logIn(each, account);
    await expect(each.getByRole("status").filter({ hasText: /^2 items$/ })).toBeVisible();
  }
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Made next door");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("button", { name: "Made next door", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "New category" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Shared");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("button", { name: /^Shared/ })).toBeVisible();

  await page.getByRole("button", { name: /^All items/ }).click();
  for (const each of [page, other]) {
    await each.getByRole("button", { name: "Bank", exact: true }).click();
    await each.getByRole("button", { name: "Edit" }).click();
  }
  await page.getByRole("textbox", { name: "Username" }).fill("first");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
  await other.getByRole("textbox", { name: "Username" }).fill("second");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("This item was changed elsewhere")).toBeVisible();
  await other.getByRole("button", { name: "Keep both changes" }).click();
  await expect(page.getByText("second").first()).toBeVisible();

  await page.getByRole("button", { name: "Lock" }).click();
  for (const each of [page, other]) await expect(each.getByRole("heading", { name: "Locked" })).toBeVisible();
});

test("a log-out leaves a tab with a session of its own alone, and tells nothing of it", async ({
  page,
  context,
  account,
}) => {
  await makeItems(account, [{ name: "Top secret name" }]);
  const other = await context.newPage();
  await logIn(page, account);
  await logIn(other, account);
  const heard = await context.newPage();
  await heard.goto("/nothing-here");
  await heard.evaluate(() => {
    const notes: unknown[] = [];
    Object.assign(globalThis, { notes });
    new BroadcastChannel("opp.tabs").addEventListener("message", ({ data }) => notes.push(data));
  });
  await page.getByRole("button", { name: "Top secret name", exact: true }).focus();
  await page.keyboard.press("f");
  await expect(other.getByRole("button", { name: "Favourites 1 item" })).toBeVisible();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
  await expect
    .poll(() => heard.evaluate(() => Reflect.get(globalThis, "notes")))
    .toEqual(["changed", "logged-out"]);
  await other.getByRole("button", { name: "New category" }).click();
  await other.getByRole("dialog").getByLabel("Name").fill("Still here");
  await other.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Still here" })).toBeVisible();
});

test("the server goes away: a bar says so, what was typed stays, and when it is back all is read again", async ({
  page,
  context,
  account,
}) => {
  await makeItems(account, [{ name: "Bank" }]);
  await logIn(page, account);
  await expect(page.getByRole("status").filter({ hasText: /^1 item$/ })).toBeVisible();
  await context.route("**/api/trpc/**", (route) => route.abort());
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Written on a train");
  await page.getByRole("button", { name: "Save" }).click();
  const bar = page.getByText("This page may be out of date.");
  await expect(bar).toBeVisible();
  await makeItems(account, [{ name: "Made elsewhere" }]);
  await context.unroute("**/api/trpc/**");
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: /^2 items$/ })).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Written on a train");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Written on a train" })).toBeVisible();
});

test("the trash says when and whence, and many are restored or erased at once, by keys as well", async ({
  page,
  account,
}) => {
  const [home] = await makeCategories(account, ["Home"]);
  const made = await makeItems(account, [
    { name: "Bank", username: "ada", categoryId: home ?? null },
    { name: "Mail" },
    { name: "Post" },
    { name: "Rail" },
  ]);
  await account.call("items.trash", { ids: made.map(({ id }) => id) });
  await logIn(page, account);
  await page.getByRole("button", { name: "Trash 4 items" }).click();
  const rows = page.getByRole("list", { name: "Items in the trash" });
  await expect(rows.getByRole("button", { name: /^Bank/ })).toContainText("Deleted just now · ada · Home");
  await rows.getByRole("checkbox", { name: "Select Bank" }).check({ force: true });
  await rows.getByRole("checkbox", { name: "Select Mail" }).check({ force: true });
  await page.getByRole("toolbar").getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("2 items restored.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Home 1 item" })).toBeVisible();
  await rows.getByRole("button", { name: /^Rail/ }).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(page.getByRole("dialog", { name: "Permanently delete 2 items?" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rows.getByRole("button", { name: /^Rail/ })).toBeFocused();
  await page.keyboard.press("Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete permanently" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
});
