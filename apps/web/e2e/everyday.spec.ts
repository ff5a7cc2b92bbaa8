import { logIn, makeItems, type TestAccount } from "./account.ts";
import { expect, test } from "./test.ts";

interface Stored {
  readonly id: number;
  readonly name: string;
  readonly revision: number;
  readonly categoryId: number | null;
  readonly password: string;
  readonly username: string;
}

const stored = async (account: TestAccount, name: string): Promise<Stored> => {
  const { items } = await account.read<{ items: Stored[] }>("vault.fetchAll");
  const found = items.find((item) => item.name === name);
  if (!found) throw new Error(`${name} is not there`);
  return found;
};

test("what was done is undone with Ctrl Z and from a list, unless it was changed since", async ({
  page,
  account,
}) => {
  const [bank] = await makeItems(account, [
    { name: "Bank", password: "first" },
    { name: "Mail" },
    { name: "Post" },
  ]);
  const { keyboard } = page;
  const told = (text: string) => page.getByRole("region", { name: "Messages" }).getByText(text);
  const row = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });
  await logIn(page, account);

  // A bulk move into a category that the dialog creates, then both steps back.
  await row("Bank").click({ modifiers: ["ControlOrMeta"] });
  await row("Mail").click({ modifiers: ["ControlOrMeta"] });
  await page.getByRole("toolbar").getByRole("button", { name: "Move to…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "New category…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Money");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(told("2 items moved to “Money”.")).toBeVisible();
  await expect(row("Money 2 items")).toBeVisible();
  await keyboard.press("Control+z");
  await expect(told("Undone: 2 items moved to “Money”.")).toBeVisible();
  expect((await stored(account, "Bank")).categoryId).toBeNull();
  await keyboard.press("Control+z");
  await expect(told("Undone: Category “Money” created.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Money/ })).toHaveCount(0);

  // An edit goes back to the version before; in a text field the keys are the field's own.
  await page.getByRole("toolbar").getByRole("button", { name: "Clear selection" }).click();
  await row("Bank").click();
  const edit = async (password: string) => {
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 2, name: "Bank" }).waitFor();
  };
  await edit("second");
  await page.getByRole("combobox", { name: "Search the vault" }).press("Control+z");
  expect((await stored(account, "Bank")).password).toBe("second");
  await row("Bank").focus();
  await keyboard.press("Control+z");
  await expect(told("Undone: “Bank” edited.")).toBeVisible();
  expect((await stored(account, "Bank")).password).toBe("first");

  // A later change made elsewhere is kept.
  await edit("third");
  await row("Post").focus();
  await keyboard.press("Delete");
  await expect(row("Post")).toHaveCount(0);
  const { revision } = await stored(account, "Bank");
  await account.call("items.update", { items: [{ id: bank?.id, revision, username: "elsewhere" }] });
  await page.getByRole("button", { name: "Recent actions" }).click();
  const dialog = page.getByRole("dialog", { name: "Recent actions" });
  await expect(dialog.getByRole("listitem").first()).toHaveText(/^“Post” moved to trash\.just now/);
  await dialog.getByRole("button", { name: "Undo: “Post” moved to trash." }).click();
  await expect(dialog.getByRole("status").getByText("Undone: “Post” moved to trash.")).toBeVisible();
  await dialog.getByRole("button", { name: "Undo: “Bank” edited." }).click();
  const refused = "Not undone, because it has been changed since: “Bank” edited.";
  await expect(dialog.getByRole("alert").getByText(refused)).toBeVisible();
  expect(await stored(account, "Bank")).toMatchObject({ password: "third", username: "elsewhere" });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(row("Post")).toBeVisible();

  // A lock forgets it all.
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await row("Post").waitFor();
  await keyboard.press("Control+k");
  await keyboard.type("recent actions");
  await keyboard.press("Enter");
  await expect(dialog.getByText("You haven't changed anything in the last 30 minutes.")).toBeVisible();
});

test("labels keep what they promise: the other version, the history, the strength, an empty item", async ({
  page,
  context,
  account,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const [bank] = await makeItems(account, [{ name: "Bank", password: "first" }]);
  await logIn(page, account);
  const save = page.getByRole("button", { name: "Save" });
  const dialog = page.getByRole("dialog");

  await page.getByRole("button", { name: "New", exact: true }).click();
  await save.click();
  await expect(page.getByText("Enter a name, or fill in another field.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Bank", exact: true }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Password", { exact: true }).fill("mine");
  await page.getByRole("textbox", { name: "Notes" }).fill("typed here");
  await account.call("items.update", { items: [{ id: bank?.id, revision: 1, password: "theirs" }] });
  await save.click();
  await page.getByRole("button", { name: "Use the other version" }).click();
  await expect(page.getByText("Your version is in the item's history.")).toBeVisible();
  expect(await stored(account, "Bank")).toMatchObject({ password: "theirs", blob: "" });
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "History" }).click();
  await expect(dialog.getByText("typed here").first()).toBeVisible();
  await dialog.getByRole("button", { name: "Copy password (Before)" }).first().click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("mine");
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Recent actions" }).click();
  await dialog.getByRole("button", { name: /^Undo: Your changes to “Bank”/ }).click();
  await expect(page.getByRole("textbox", { name: "Notes" })).toHaveValue("typed here");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("mine");
  await dialog.getByRole("button", { name: "Close" }).click();

  const sentence = /guessing it from a stolen hash takes [^.]*/;
  await page.getByRole("button", { name: "Open generator" }).click();
  await dialog.getByLabel("Length (number)").fill("7");
  await expect(dialog.getByTestId("generated")).toHaveText(/^\S{7}$/);
  await expect(dialog.getByText(/takes about \d+ minutes/)).toBeVisible();
  const inGenerator = sentence.exec(await dialog.getByText(sentence).innerText())?.[0] ?? "none";
  await dialog.getByRole("button", { name: "Use this password" }).click();
  await expect(page.getByText(inGenerator)).toBeVisible();
  await save.click();
  await page.getByRole("heading", { level: 2, name: "Bank" }).waitFor();
  await page.goto("/#/health/weak");
  await expect(page.getByRole("listitem").getByText(inGenerator)).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("New begins with the name", async ({ page, account }) => {
    await logIn(page, account);
    await page.getByRole("button", { name: "New", exact: true }).tap();
    await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  });
});
