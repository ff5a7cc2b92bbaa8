import { join } from "node:path";
import { fillWithMadeUpData } from "../made-up-vault.ts";
import { type Chapter, enter, goBySide } from "./tour.ts";

const fixture = (name: string) => join(import.meta.dirname, "../../../../packages/transfer/fixtures", name);

/** Import and export: the choice of a file, one that needs a password, a table, a plan, the report, and the formats. */
export const transferChapter: Chapter = async (tour) => {
  const { page, account, visit } = tour;
  await fillWithMadeUpData(account);
  await enter(tour);
  await goBySide(tour, "Import and export");
  const choose = page.getByLabel("Choose a file");
  await choose.waitFor();
  await visit("import and export");
  await page.getByLabel("Format").selectOption({ label: "CSV for browsers: not encrypted" });
  await page.getByText("This format can't hold").waitFor();
  await visit("export that loses something");

  await choose.setInputFiles(fixture("aegis/encrypted.json"));
  await page.getByRole("button", { name: "Open", exact: true }).waitFor();
  await visit("import, a password asked for");
  await page.getByRole("button", { name: "Choose another file" }).click();

  await choose.setInputFiles(fixture("bitwarden-json/refuse-account-encrypted.json"));
  await page.getByRole("alert").filter({ hasText: "account" }).waitFor();
  await visit("import, refused");
  await page.getByRole("button", { name: "Choose another file" }).click();

  await choose.setInputFiles(fixture("generic-csv/semicolon-latin1.csv"));
  await page.getByText("Check where each column goes.").waitFor();
  await visit("import of a table");
  await page.getByRole("button", { name: "Choose another file" }).click();

  await choose.setInputFiles(fixture("bitwarden-json/plain.json"));
  await page.getByText("Items of the file").click();
  await page.getByText(/^\d+ notices$/).click();
  await page.getByRole("listitem").filter({ hasText: "Login with all" }).first().waitFor();
  await visit("import, planned");
  await page.getByRole("button", { name: /^Import \d+ items$/ }).click();
  await page.getByRole("heading", { name: "Earlier imports" }).waitFor();
  await page.getByRole("heading", { name: "Imported" }).waitFor();
  await visit("import, done");
};
