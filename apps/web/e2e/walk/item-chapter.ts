import type { ListedItem } from "../account.ts";
import { fillWithMadeUpData } from "../made-up-vault.ts";
import { type Chapter, enter } from "./tour.ts";

/** One item: shown, edited, in conflict, in its history, damaged, gone. */
export const itemChapter: Chapter = async (tour) => {
  const { page, account, visit } = tour;
  await fillWithMadeUpData(account);
  await enter(tour);
  await page.getByRole("button", { name: /^Harbour Bank/ }).click();
  await page.getByRole("button", { name: "Show password" }).waitFor();
  await visit("item");
  await page.getByRole("button", { name: "Show password" }).click();
  await visit("item, password shown");
  await page.getByRole("button", { name: "More actions" }).click();
  await visit("item's actions");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByText("a stolen hash").first().waitFor();
  await visit("item form");
  await page.getByRole("button", { name: "Open the generator" }).click();
  await page.getByText("bits of chance").waitFor();
  await visit("generator in the form");
  await page.keyboard.press("Escape");
  await page.getByLabel("Name", { exact: true }).fill("Harbour Bank, new");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
  await visit("leave a form");
  await page.getByRole("button", { name: "Keep editing" }).click();
  const { items } = await account.read<{ items: ListedItem[] }>("items.list");
  const bank = items.find(({ name }) => name === "Harbour Bank");
  await account.call("items.update", {
    items: [{ id: bank?.id, revision: bank?.revision, username: "somebody.else" }],
  });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("This item was changed elsewhere meanwhile").waitFor();
  await visit("conflict");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button").last().click();
  await page.getByRole("heading", { level: 2, name: "Harbour Bank" }).waitFor();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "History" }).click();
  await page.getByRole("dialog").getByText("Until").first().waitFor();
  await visit("history");
  await page.keyboard.press("Escape");
  await page.goto("/#/all/item/999999");
  await page.getByText("This item can't be shown").waitFor();
  await visit("item that is gone");
  await page.goto("/#/all/new");
  await page.getByLabel("Name", { exact: true }).waitFor();
  await visit("new item");
};
