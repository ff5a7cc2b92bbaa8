import { type ListedItem, makeItems } from "../account.ts";
import { fillWithMadeUpData } from "../made-up-vault.ts";
import { type Chapter, enter } from "./tour.ts";

const NAME = "Savings bank";

/** One item: with every field, edited, in conflict, in its history, gone. */
export const itemChapter: Chapter = async (tour) => {
  const { page, account, visit } = tour;
  await fillWithMadeUpData(account);
  await makeChangedItem(tour);
  await enter(tour);
  await page
    .getByRole("button", { name: new RegExp(`^${NAME}`) })
    .first()
    .click();
  await page.getByTestId("one-time-code").waitFor();
  await visit("item with every field");
  await page.getByRole("button", { name: "Show PIN" }).click();
  await page.getByRole("button", { name: "Show password" }).click();
  await visit("item, secrets shown");
  await page.getByRole("button", { name: "Show in large type" }).click();
  await visit("large letters");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More actions" }).click();
  await visit("item's actions");
  await page.getByRole("button", { name: "History" }).click();
  const last = page.getByRole("dialog").getByRole("listitem").last();
  await last.waitFor();
  await visit("history");
  await last.getByRole("button", { name: "Compare with current" }).click();
  await page.getByRole("button", { name: "Show secrets" }).click();
  await visit("history, compared");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).waitFor();
  await visit("item form");
  await page.getByRole("button", { name: "Add field" }).click();
  await page.getByLabel("Value of field 2").fill("a value without a name");
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("textbox", { name: "One-time code" }).fill("otpauth://hotp/x");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Enter a name for this field.").waitFor();
  await visit("item form, refused");
  await page.getByLabel("Name of field 2").fill("Key");
  await page.getByRole("textbox", { name: "One-time code" }).fill("");
  const { items } = await account.read<{ items: ListedItem[] }>("items.list");
  const { id, revision } = items.find(({ name }) => name === NAME) ?? {};
  await account.call("items.update", { items: [{ id, revision, name: `${NAME}, elsewhere` }] });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("This item was changed elsewhere").waitFor();
  await visit("conflict");
  await page.getByRole("button", { name: "Open generator" }).click();
  await page.getByText("How this is calculated").click();
  await visit("generator in the form, explained");
  await page.goto("/#/all");
  await page.getByRole("dialog", { name: "Discard changes?" }).waitFor();
  await visit("leave a form");
  await page.getByRole("dialog", { name: "Discard changes?" }).getByRole("button").last().click();
  await page.goto("/#/all/item/999999");
  await page.getByText("Item not found").waitFor();
  await visit("item that is gone");
  await page.goto("/#/all/new");
  await page.getByLabel("Name", { exact: true }).waitFor();
  await visit("new item");
  await page.getByLabel("Name", { exact: true }).fill("x".repeat(5000));
  await page.getByText("characters too many").waitFor();
  await visit("new item, too long");
};

/** With a value in every field, and two earlier versions. */
async function makeChangedItem({ account }: Parameters<Chapter>[0]): Promise<void> {
  const [made] = await makeItems(account, [
    {
      name: NAME,
      username: "ada.lovelace",
      account: "DE44 5001 0517",
      password: "kO0l1|I-8B$x2Z",
      url: "https://bank.example",
      moreUrls: ["https://www.a-very-long-name-of-a-site-that-has-to-wrap-somewhere.example"],
      totp: "otpauth://totp/Bank:ada@example.org?secret=JBSWY3DPEHPK3PXP&issuer=Bank",
      favourite: true,
      tags: ["every year", "joint account", "a tag of more than a few words as somebody may well write"],
      fields: [
        { name: "PIN", kind: "hidden", value: "4711" },
        { name: "Card expires", kind: "date", value: "2027-03-31" },
      ],
    },
  ]);
  const blob = "Customer service: 0800 555 010\nSecurity question: the name of the first engine";
  const change = (revision: number, fields: object) =>
    account.call("items.update", { items: [{ id: made?.id, revision, ...fields }] });
  await change(1, { password: "another-0O1l", fields: [], blob });
  await change(2, { fields: [{ name: "PIN", kind: "hidden", value: "1" }] });
}
