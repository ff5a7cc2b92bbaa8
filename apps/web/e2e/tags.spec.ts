import type { Page } from "@playwright/test";
import { type ListedItem, logIn, makeItems, type TestAccount } from "./account.ts";
import { expect, test } from "./test.ts";

interface Tagged extends ListedItem {
  readonly tags: readonly string[];
  readonly username: string;
}

const tagsOf = async (account: TestAccount): Promise<Record<string, readonly string[]>> => {
  const { items } = await account.read<{ items: Tagged[] }>("items.list");
  return Object.fromEntries(items.map(({ name, tags }) => [name, tags]));
};
const side = (page: Page) => page.getByRole("navigation", { name: "Vault" });
const sideTag = (page: Page, name: string, count: number) =>
  side(page).getByRole("button", { name: `${name} ${count} item${count === 1 ? "" : "s"}` });
const row = (page: Page, name: string) => page.locator("[data-row]").filter({ hasText: name });

test("tags are typed in the form, offered as they are spelt already, and lead to all that has them", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank", tags: ["Every year"] }, { name: "Mail" }]);
  await logIn(page, account);
  await row(page, "Mail").click();
  await page.getByRole("button", { name: "Edit" }).click();
  const box = page.getByRole("combobox", { name: "Tags" });
  await box.fill("ye");
  await page.getByRole("option", { name: "Every year" }).click();
  await box.pressSequentially("home, EVERY YEAR,wörk");
  await page.getByRole("button", { name: "Remove tag home" }).click();
  // What is still in the box is saved, too.
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(await tagsOf(account)).toEqual({ Bank: ["Every year"], Mail: ["Every year", "wörk"] });

  await page.getByRole("article").getByRole("button", { name: "Every year" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Every year" })).toBeAttached();
  await expect(page.locator("[data-row]")).toHaveCount(2);
  await expect(sideTag(page, "Every year", 2)).toHaveAttribute("aria-current", "page");
  await expect(page.locator("#main")).toBeFocused();
  expect(decodeURIComponent(page.url())).not.toMatch(/year/i);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Rail");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(sideTag(page, "Every year", 3)).toBeVisible();
});

test("the place of a tag is there again after a reload, and Back goes to the one before", async ({
  page,
  account,
}) => {
  await makeItems(account, [
    { name: "Bank", tags: ["private", "work"] },
    { name: "Mail", tags: ["work"] },
  ]);
  await logIn(page, account);
  await sideTag(page, "work", 2).click();
  await sideTag(page, "private", 1).click();
  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "private" })).toBeAttached();
  await expect(page.locator("[data-row]")).toHaveCount(1);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "work" })).toBeAttached();
  await expect(page.locator("[data-row]")).toHaveCount(2);
});

test("several items get and lose tags at once by the mouse, keep all else, and undo takes it back", async ({
  page,
  account,
}) => {
  const [bank] = await makeItems(account, [
    { name: "Bank", tags: ["old", "both"], username: "ada" },
    { name: "Mail", tags: ["both"] },
    { name: "Post", tags: ["other"] },
  ]);
  await logIn(page, account);
  await row(page, "Bank").click({ modifiers: ["ControlOrMeta"] });
  await row(page, "Mail").click({ modifiers: ["ControlOrMeta"] });
  await page.getByRole("toolbar").getByRole("button", { name: "Tags…" }).click();
  const dialog = page.getByRole("dialog", { name: "Tags of 2 items" });
  await expect(dialog.getByRole("checkbox", { name: "both" })).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: /^old/ })).toBeChecked({ indeterminate: true });
  await expect(dialog.getByRole("checkbox", { name: "other" })).not.toBeChecked();
  await dialog.getByRole("checkbox", { name: "both" }).click();
  await dialog.getByRole("checkbox", { name: /^old/ }).click();
  await dialog.getByLabel("Find or add a tag").fill("new");
  await dialog.getByRole("button", { name: "Add “new”" }).click();
  // Someone changes one of them elsewhere: no clash, and nothing of that is lost.
  await account.call("items.update", { items: [{ id: bank?.id, revision: 1, username: "grace" }] });
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Tags of 2 items changed.")).toBeVisible();
  expect(await tagsOf(account)).toEqual({ Bank: ["old", "new"], Mail: ["old", "new"], Post: ["other"] });
  const { items } = await account.read<{ items: Tagged[] }>("items.list");
  expect(items.find(({ name }) => name === "Bank")).toMatchObject({ username: "grace" });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(sideTag(page, "both", 2)).toBeVisible();
  expect(await tagsOf(account)).toEqual({ Bank: ["old", "both"], Mail: ["both"], Post: ["other"] });
});

test("a tag is renamed and removed everywhere, with undo", async ({ page, account }) => {
  await makeItems(account, [
    { name: "Bank", tags: ["work", "x"] },
    { name: "Mail", tags: ["Work"] },
    { name: "Post", tags: ["x"] },
  ]);
  await logIn(page, account);
  await sideTag(page, "work", 2).click();
  await page.getByRole("button", { name: "Actions for tag work" }).click();
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Rename tag" });
  await dialog.getByLabel("Name").fill("a,b");
  await expect(dialog.getByText("Tags can't contain commas.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Job");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Job" })).toBeAttached();
  expect(await tagsOf(account)).toEqual({ Bank: ["Job", "x"], Mail: ["Job"], Post: ["x"] });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "work" })).toBeAttached();
  await expect.poll(() => tagsOf(account)).toEqual({ Bank: ["work", "x"], Mail: ["Work"], Post: ["x"] });

  await page.getByRole("button", { name: "Actions for tag x" }).click();
  await page.getByRole("button", { name: "Remove from all items" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove from all items" }).click();
  await expect(page.getByText("“x” removed from 2 items.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Actions for tag x" })).toHaveCount(0);
  expect(await tagsOf(account)).toEqual({ Bank: ["work"], Mail: ["Work"], Post: [] });
});

test("tags are found, chosen and changed with keys alone", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", tags: ["Every year"] }, { name: "Mail" }, { name: "Post" }]);
  const { keyboard } = page;
  await logIn(page, account);
  await expect(page.getByRole("status").filter({ hasText: /^3 items$/ })).toBeVisible();
  await keyboard.press("/");
  await keyboard.type("tag:ev");
  await expect(page.getByRole("option", { name: "tag: Every year" })).toBeVisible();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByLabel("Search the vault")).toHaveValue('tag:"Every year" ');
  await expect(page.locator("[data-row]")).toHaveCount(1);
  await keyboard.press("Escape");
  await expect(page.locator("[data-row]")).toHaveCount(3);
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("#");
  const dialog = page.getByRole("dialog", { name: "Tags of 1 item" });
  await expect(dialog.getByLabel("Find or add a tag")).toBeFocused();
  await keyboard.type("EVERY year");
  await keyboard.press("Enter");
  await keyboard.type("fresh");
  await keyboard.press("Enter");
  await expect(dialog.getByRole("checkbox", { name: "fresh" })).toBeChecked();
  await keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(row(page, "Mail")).toBeFocused();
  await expect.poll(() => tagsOf(account)).toMatchObject({ Mail: ["Every year", "fresh"] });

  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Post" })).toBeVisible();
  await keyboard.press("e");
  const box = page.getByRole("combobox", { name: "Tags" });
  await box.focus();
  await keyboard.type("a,b,fre");
  await expect(page.getByRole("option", { name: "fresh" })).toBeVisible();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await keyboard.press("Backspace");
  await keyboard.type("every");
  // Escape closes what is offered; the form stays.
  await keyboard.press("Escape");
  await expect(page.getByRole("listbox", { name: "Existing tags" })).toHaveCount(0);
  await keyboard.press("Control+Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(await tagsOf(account)).toMatchObject({ Post: ["a", "b", "every"] });

  await keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Command palette" })).toBeFocused();
  await keyboard.type("tag fresh");
  await expect(page.getByRole("option", { name: "Go to Tag fresh" })).toBeVisible();
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "fresh" })).toBeAttached();
});

test("an item dragged onto a tag gets it; the tags are put away and stay so", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", tags: ["work"] }, { name: "Mail" }]);
  await logIn(page, account);
  await page
    .getByRole("row", { name: /Mail/ })
    .dragTo(sideTag(page, "work", 1), { sourcePosition: { x: 300, y: 20 } });
  await expect(sideTag(page, "work", 2)).toBeVisible();
  await side(page).getByRole("button", { name: "Tags", expanded: true }).click();
  await expect(sideTag(page, "work", 2)).toBeHidden();
  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(side(page).getByRole("button", { name: "Tags", expanded: false })).toBeVisible();
});

test("what is typed into the tags comes back after a lock", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", tags: ["work"] }]);
  await logIn(page, account);
  await row(page, "Bank").click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("combobox", { name: "Tags" }).fill("half ty");
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("button", { name: "Remove tag half ty" })).toBeVisible();
});
