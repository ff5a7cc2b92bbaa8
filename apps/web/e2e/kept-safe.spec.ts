import { logIn, makeItems } from "./account.ts";
import { installClock } from "./page-clock.ts";
import { expect, test } from "./test.ts";

test("a message can be heard and undone while a dialog is open over it", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank" }, { name: "Post" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).focus();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  // Roles are those of the accessibility tree: what lies outside a modal isn't in it.
  await expect(dialog.getByRole("status").filter({ hasText: "“Bank” moved to trash." })).toBeVisible();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(
    dialog.getByRole("status").filter({ hasText: "Undone: “Bank” moved to trash." }),
  ).toBeVisible();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole("region", { name: "Messages" }).getByText("Undone: “Bank” moved to trash."),
  ).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^2 items$/ })).toBeVisible();
});

test("a copied secret leaves the clipboard after half a minute", async ({ page, context, account }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await makeItems(account, [{ name: "Bank", password: "s3cret" }]);
  await installClock(page);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  const copy = page.getByRole("button", { name: "Copy password", exact: true });
  const board = () => page.evaluate(() => navigator.clipboard.readText());
  await copy.click();
  await expect(page.getByText("The clipboard clears in 30 seconds.")).toBeVisible();
  await page.clock.fastForward(25_000);
  expect(await board()).toBe("s3cret");
  await page.clock.fastForward(10_000);
  await expect.poll(board).toBe("");

  await copy.click();
  await expect.poll(board).toBe("s3cret");
  await page.evaluate(() => navigator.clipboard.writeText("somebody else's"));
  await page.clock.fastForward(35_000);
  await expect(page.getByText("The clipboard clears in 30 seconds.")).toHaveCount(0);
  expect(await board()).toBe("somebody else's");
});

test("the browser asks before a tab with an unsaved form is closed, and only then", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).click();
  await page.keyboard.type("Half a thought");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half a thought");

  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Half a thought" })).toBeVisible();
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
});

test("what was typed into an item that is gone in between becomes a new item", async ({ page, account }) => {
  const [made] = await makeItems(account, [{ name: "Bank", password: "first" }, { name: "Post" }]);
  if (!made) throw new Error("no item was made");
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Notes" }).fill("a whole evening's work");
  await account.call("items.trash", { ids: [made.id] });
  await account.call("items.emptyTrash", {});
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This item was deleted." })).toBeVisible();
  await page.getByRole("button", { name: "Save as a new item" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
  await expect(page.getByText("a whole evening's work")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^2 items$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Bank/ })).toHaveCount(1);
  const { items } = await account.read<{ items: { id: number; name: string }[] }>("vault.fetchAll");
  expect(items.map(({ name }) => name).toSorted()).toEqual(["Bank", "Post"]);
  expect(items.some(({ id }) => id === made.id)).toBe(false);
});
