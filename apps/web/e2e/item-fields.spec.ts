import { oneTimeCode } from "@opp/core/otp/one-time-code";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import type { Page } from "@playwright/test";
import { encodeQR } from "qr";
import { logIn, makeCategories, makeItems } from "./account.ts";
import { holdNext } from "./held-request.ts";
import { expect, test } from "./test.ts";

const URI = "otpauth://totp/Bank:ada?secret=JBSWY3DPEHPK3PXP&issuer=Bank";
const PHONE = { width: 390, height: 844 };

/** The codes of now and of the next period: one of them is on the screen, whenever that is looked at. */
function codesAround(uri: string): RegExp {
  const read = parseOtpauth(uri);
  if (!read.ok) throw new Error(read.problem);
  const now = Date.now();
  const codes = [0, 30_000].map((later) => oneTimeCode(read.otp, now + later).code);
  return new RegExp(codes.map((code) => `${code.slice(0, 3)} ?${code.slice(3)}`).join("|"));
}

const newItem = (page: Page) => page.getByRole("button", { name: "New", exact: true }).click();
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
const qrFile = (text: string) => ({
  name: "code.gif",
  mimeType: "image/gif",
  buffer: Buffer.from(encodeQR(text, "gif", { scale: 4 })),
});
const codeBox = (page: Page) => page.getByRole("textbox", { name: "One-time code" });
const readClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("every field is written in the form, shown on the page, and edited again", async ({ page, account }) => {
  await logIn(page, account);
  await newItem(page);
  await page.getByLabel("Name", { exact: true }).fill("Bank");
  await codeBox(page).fill("jbsw y3dp ehpk 3pxp");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Choose a QR code image" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Website", { exact: true })).toBeFocused();
  await expect(page.getByTestId("one-time-code")).toBeVisible();
  await page.getByLabel("Website", { exact: true }).fill("bank.example");
  await page.getByRole("button", { name: "Add website" }).click();
  await expect(page.getByLabel("Website 2", { exact: true })).toBeFocused();
  await page.getByLabel("Website 2", { exact: true }).fill("login.bank.example");
  for (const [place, kind, name, value] of [
    [1, "hidden", "PIN", "4711"],
    [2, "text", "Branch", "Lima"],
    [3, "date", "Card expires", "2027-03-31"],
  ] as const) {
    await page.getByRole("button", { name: "Add field" }).click();
    await expect(page.getByLabel(`Name of field ${place}`)).toBeFocused();
    await page.keyboard.type(name);
    await page.getByLabel(`Type of ${name}`).selectOption(kind);
    await page.getByLabel(`Value of ${name}`).fill(value);
  }
  await page.getByRole("button", { name: "Move Card expires up" }).click();
  await page.getByRole("checkbox", { name: "Favourite" }).check();
  await save(page);

  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
  await expect(page.getByTestId("one-time-code")).toHaveText(codesAround(URI));
  await expect(page.getByRole("link", { name: "bank.example", exact: true })).toHaveAttribute(
    "href",
    "https://bank.example/",
  );
  await expect(page.getByRole("link", { name: "login.bank.example", exact: true })).toBeVisible();
  await expect(page.locator(".fact-label")).toHaveText([
    "One-time code",
    "Website",
    "Website",
    "PIN",
    "Card expires",
    "Branch",
  ]);
  await expect(page.getByText("March 31, 2027")).toBeVisible();
  await expect(page.getByText("4711")).toBeHidden();
  await page.getByRole("button", { name: "Show PIN" }).click();
  await expect(page.getByText("4711")).toBeVisible();
  await expect(page.getByRole("button", { name: "Favourite", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );

  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Remove Branch" }).click();
  await page.getByRole("button", { name: "Remove website 2" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await save(page);
  await expect(page.locator(".fact-label")).toHaveText(["Website", "PIN", "Card expires"]);
});

test("a one-time code comes from a picture of a QR code, chosen, pasted or dropped; other pictures say so", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await newItem(page);
  await page.getByLabel("Name", { exact: true }).fill("Bank");
  const chooser = page.locator("input[type=file]");
  const empty = {
    name: "empty.gif",
    mimeType: "image/gif",
    buffer: Buffer.from("R0lGODlhAQABAAAAACw=", "base64"),
  };
  await chooser.setInputFiles(empty);
  await expect(page.getByText("No readable QR code found.")).toBeVisible();
  await chooser.setInputFiles(qrFile("https://bank.example"));
  await expect(page.getByText("This isn't a link for a one-time code.")).toBeVisible();
  await chooser.setInputFiles(qrFile(URI));
  await expect(page.getByTestId("one-time-code")).toHaveText(codesAround(URI));
  await expect(page.getByText("Bank · ada")).toBeVisible();

  for (const how of ["drop", "paste"] as const) {
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await expect(codeBox(page)).toBeFocused();
    const bytes = [...qrFile(URI).buffer];
    await codeBox(page).evaluate(
      (input, given) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(given.bytes)], "code.gif", { type: "image/gif" }));
        const event =
          given.how === "drop"
            ? new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true })
            : new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
        input.dispatchEvent(event);
      },
      { how, bytes },
    );
    await expect(page.getByTestId("one-time-code")).toHaveText(codesAround(URI));
  }
  await save(page);
  const { items } = await account.read<{ items: { totp: string }[] }>("vault.fetchAll");
  expect(items[0]?.totp).toBe(URI);
});

test("a form says what is wrong with a code or a field, goes there, and saves nothing", async ({
  page,
  account,
}) => {
  await logIn(page, account);
  await newItem(page);
  await page.getByLabel("Name", { exact: true }).fill("Bank");
  await codeBox(page).fill("not a secret 189");
  await page.getByRole("button", { name: "Add field" }).click();
  await page.getByLabel("Value of field 1").fill("a value");
  await save(page);
  await expect(page.getByText("A setup key contains only the letters A to Z")).toBeVisible();
  await expect(page.getByText("Enter a name for this field.")).toBeVisible();
  await expect(codeBox(page)).toBeFocused();
  const { items } = await account.read<{ items: unknown[] }>("vault.fetchAll");
  expect(items).toEqual([]);
});

test("each field of the open item has its key, and what is copied counts as a use", async ({
  page,
  context,
  account,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await makeItems(account, [
    { name: "Bank", username: "ada", password: "s3cret", totp: URI, url: "https://bank.example" },
  ]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("heading", { level: 2, name: "Bank" }).waitFor();
  for (const [key, said, copied] of [
    ["c", "Password copied.", /^s3cret$/],
    ["u", "Username copied.", /^ada$/],
    ["t", "One-time code copied.", codesAround(URI)],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByText(said)).toBeVisible();
    expect(await readClipboard(page)).toMatch(copied);
  }
  const used = async () =>
    (await account.read<{ items: { usedAt: number | null }[] }>("vault.fetchAll")).items[0]?.usedAt ?? 0;
  await expect.poll(used).toBeGreaterThan(0);

  await context.route("https://bank.example/**", (route) => route.fulfill({ body: "the bank" }));
  const opened = context.waitForEvent("page");
  await page.keyboard.press("o");
  const site = await opened;
  expect(site.url()).toBe("https://bank.example/");
  expect(await site.evaluate(() => window.opener)).toBeNull();
  await site.close();

  await page.keyboard.press("f");
  await expect(page.getByRole("button", { name: "Favourite", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { level: 2, name: "Edit item" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("h");
  await expect(page.getByRole("dialog", { name: "History" })).toBeVisible();
});

test("a key that is pressed while the item is still on its way is done when it is there", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Bank", password: "p" }]);
  await logIn(page, account);
  const held = await holdNext(page, "**/api/trpc/items.get?**");
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("heading", { level: 2, name: "Bank" }).waitFor();
  await page.keyboard.press("e");
  await page.keyboard.press("h");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await (await held.route).continue();
  await expect(page.getByRole("dialog", { name: "History" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Edit" })).toBeVisible();
});

test("the star changes at once, in the form too, and makes no version", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", password: "p" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  const star = page.getByRole("button", { name: "Favourite", exact: true });
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(page.getByRole("checkbox", { name: "Favourite" })).toBeChecked();
  await page.getByLabel("Name", { exact: true }).fill("Bank, renamed");
  await save(page);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "History" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(1);
});

test("the history says who changed what when, compares any version with now, and goes back", async ({
  page,
  account,
}) => {
  const [made] = await makeItems(account, [
    { name: "Bank", password: "first", fields: [{ name: "PIN", kind: "hidden", value: "1" }] },
  ]);
  if (!made) throw new Error("no item was made");
  const change = (revision: number, changes: object) =>
    account.call("items.update", { items: [{ id: made.id, revision, ...changes }] });
  await change(1, { password: "second", url: "https://bank.example" });
  await change(2, { fields: [{ name: "PIN", kind: "hidden", value: "2" }] });
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("heading", { level: 2, name: "Bank" }).waitFor();
  await page.keyboard.press("h");
  const dialog = page.getByRole("dialog", { name: "History" });
  const versions = dialog.getByRole("listitem");
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText(/Saved just now on \S+/);
  await expect(versions.first().getByRole("row")).toHaveText([/Field/, /PIN/]);
  await expect(versions.last().getByRole("row")).toHaveText([/Field/, /Password/, /Website.*\(empty\)/]);
  await expect(dialog.getByText("first")).toHaveCount(0);

  await versions.last().getByRole("button", { name: "Compare with current" }).click();
  await expect(versions.last().getByRole("row")).toHaveText([/Field/, /Password/, /Website/, /PIN/]);
  await dialog.getByRole("button", { name: "Show secrets" }).click();
  await expect(versions.last().getByRole("row").nth(1)).toHaveText(/first.*second/);
  await versions.last().getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("Version restored.")).toBeVisible();
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByText("first", { exact: true })).toBeVisible();
});

test("an item is duplicated with all its fields, ready to be changed", async ({ page, account }) => {
  await makeItems(account, [
    { name: "Bank", password: "p", totp: URI, url: "https://a.example", moreUrls: ["https://b.example"] },
  ]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "Duplicate" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Bank (copy)");
  await page.getByLabel("Name", { exact: true }).fill("Post");
  await save(page);
  await expect(page.getByRole("heading", { level: 2, name: "Post" })).toBeVisible();
  const { items } = await account.read<{ items: object[] }>("vault.fetchAll");
  expect(items).toMatchObject([
    { name: "Bank", totp: URI },
    { name: "Post", password: "p", totp: URI, moreUrls: ["https://b.example"] },
  ]);
});

test("a category is made right where an item needs it, in the form and on the page", async ({
  page,
  account,
}) => {
  await makeCategories(account, ["Home"]);
  await logIn(page, account);
  await newItem(page);
  await page.getByLabel("Name", { exact: true }).fill("Bank");
  await page.getByLabel("Category", { exact: true }).selectOption({ label: "New category…" });
  await page.getByRole("dialog").getByLabel("Name").fill("Money");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Category", { exact: true }).locator("option:checked")).toHaveText("Money");
  await save(page);
  await expect(page.getByRole("button", { name: "Money 1 item" })).toBeVisible();
  await page.getByRole("combobox", { name: "Category" }).selectOption({ label: "New category…" });
  await page.getByRole("dialog").getByLabel("Name").fill("Work");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“Bank” moved to “Work”.")).toBeVisible();
});

test("a password is shown in large letters, numbered", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", password: "a1!b" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Show in large type" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveText(["a1", "12", "!3", "b4"]);
});

test("of a conflict nothing is lost: codes, addresses, fields and the star included", async ({
  page,
  account,
}) => {
  const [made] = await makeItems(account, [{ name: "Bank", password: "first" }]);
  if (!made) throw new Error("no item was made");
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Add field" }).click();
  await page.getByLabel("Name of field 1").fill("PIN");
  await page.getByLabel("Value of PIN").fill("mine");
  await account.call("items.update", {
    items: [{ id: made.id, revision: 1, totp: URI, favourite: true, moreUrls: ["https://b.example"] }],
  });
  await save(page);
  const conflict = page.getByRole("region", { name: "This item was changed elsewhere" });
  await expect(conflict.getByRole("row")).toHaveText([
    /Field/,
    /One-time code/,
    /More websites/,
    /PIN/,
    /Favourite/,
  ]);
  await conflict.getByRole("button", { name: "Keep both changes" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
  const { items } = await account.read<{ items: object[] }>("vault.fetchAll");
  expect(items).toMatchObject([
    {
      totp: URI,
      favourite: true,
      url: "",
      moreUrls: ["https://b.example"],
      fields: [{ name: "PIN", value: "mine" }],
    },
  ]);
});

test("a lock in the middle of typing keeps the new fields, too", async ({ page, account }) => {
  await logIn(page, account);
  await newItem(page);
  await page.getByLabel("Name", { exact: true }).fill("Bank");
  await page.getByRole("button", { name: "Add field" }).click();
  await page.getByLabel("Name of field 1").fill("PIN");
  await page.getByLabel("Value of PIN").fill("4711");
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByLabel("Value of PIN")).toHaveValue("4711");
  await save(page);
  await expect(page.locator(".fact-label")).toHaveText(["PIN"]);
});

test("on a phone a form of many fields fits the width, and everything is in reach", async ({
  page,
  account,
}) => {
  await page.setViewportSize(PHONE);
  await logIn(page, account);
  await newItem(page);
  await page.getByLabel("Name", { exact: true }).fill("Bank");
  await page.getByRole("button", { name: "Add field" }).click();
  await page
    .getByLabel("Name of field 1")
    .fill("A name that is longer than a phone is wide, by far, so that it has to wrap");
  await page.getByLabel("Value of A name").fill("x".repeat(200));
  await page.locator("input[type=file]").setInputFiles(qrFile(URI));
  await expect(page.getByTestId("one-time-code")).toBeVisible();
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await save(page);
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
  expect(await overflow()).toBe(0);
});
