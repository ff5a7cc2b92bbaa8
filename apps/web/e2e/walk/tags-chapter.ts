import { fillWithMadeUpData } from "../made-up-vault.ts";
import { type Chapter, enter, goBySide } from "./tour.ts";

/** Tags: in the sidebar, of one item and of several, in the form, renamed and removed, and gone. */
export const tagsChapter: Chapter = async (tour) => {
  const { page, account, phone, visit } = tour;
  await fillWithMadeUpData(account);
  await enter(tour);
  await page.getByText("Harbour Bank").first().waitFor();
  await page.getByLabel("Search the vault").fill("tag:");
  await page.getByRole("option", { name: "tag: every year" }).waitFor();
  await visit("search for a tag");
  await page.getByLabel("Search the vault").fill("tag:shared");
  await page.locator("mark").first().waitFor();
  await visit("found by a tag");
  await page.getByLabel("Search the vault").fill("");
  await goBySide(tour, /^every year/);
  await page.getByRole("heading", { level: 1, name: "every year" }).waitFor();
  await visit("all of a tag");

  await page.locator("[data-row]").first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("#");
  const dialog = page.getByRole("dialog", { name: /^Tags of/ });
  await dialog.waitFor();
  await dialog.getByLabel("Find or add a tag").fill("brand new");
  await page.keyboard.press("Enter");
  await dialog.getByRole("checkbox", { name: "brand new" }).waitFor();
  await visit("tags of several");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await goBySide(tour, "Actions for tag every year");
  await page.locator(".menu-item:focus").waitFor();
  await visit("tag's actions");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await page.getByRole("dialog", { name: "Rename tag" }).getByLabel("Name").fill("Shared");
  await page.getByText("already exists").waitFor();
  await visit("rename a tag");
  await page.keyboard.press("Escape");
  if (phone) await page.keyboard.press("Escape");
  await goBySide(tour, "Actions for tag every year");
  await page.getByRole("button", { name: "Remove from all items" }).click();
  await page.getByRole("dialog", { name: "Remove “every year”?" }).waitFor();
  await visit("remove a tag");
  await page.getByRole("dialog").getByRole("button", { name: "Remove from all items" }).click();
  await page.getByText("No items with this tag").waitFor();
  if (phone) await page.keyboard.press("Escape");
  await visit("no item of a tag");

  await goBySide(tour, /^for the office/);
  await page.locator("[data-row]").first().click();
  await page.getByRole("article").getByRole("button", { name: "for the office" }).waitFor();
  await visit("item with tags");
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const box = page.getByRole("combobox", { name: "Tags" });
  await box.fill("o");
  await page.getByRole("listbox", { name: "Existing tags" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await visit("tags in the form");
};
