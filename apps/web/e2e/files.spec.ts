import { readFile } from "node:fs/promises";
import { logIn, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

const HTML = "<!doctype html><script>document.title = 'ran'</script>";

test("a file goes up, comes down unchanged, gets another name, is found, removed and restored", async ({
  page,
  account,
}) => {
  await makeItems(account, [{ name: "Passport" }, { name: "Router" }]);
  await logIn(page, account);
  const row = page.getByRole("button", { name: /^Passport/ }).first();
  await row.click();
  const files = page.getByRole("region", { name: "Files" });
  await expect(files.getByText("No files")).toBeVisible();

  await files.locator("input[type=file]").setInputFiles([
    { name: "page.html", mimeType: "text/html", buffer: Buffer.from(HTML) },
    { name: "large.bin", mimeType: "", buffer: Buffer.alloc(3_000_000, 7) },
  ]);
  await expect(files.getByRole("listitem")).toHaveCount(2);
  await expect(files.getByRole("button", { name: "Download large.bin" })).toBeVisible();
  await expect(row.getByText("Has files")).toBeAttached();

  const started = page.waitForEvent("download");
  await files.getByRole("button", { name: "Download page.html" }).click();
  const download = await started;
  expect(download.suggestedFilename()).toBe("page.html");
  expect(await readFile(await download.path(), "utf8")).toBe(HTML);
  expect(await page.title()).not.toBe("ran");

  await files.getByRole("button", { name: "Rename page.html" }).click();
  await page.getByLabel("Name of the file").fill("letter.html");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(files.getByText("letter.html")).toBeVisible();

  const search = page.getByLabel("Search the vault");
  await search.fill("has:file");
  await expect(page.getByRole("button", { name: /^Passport/ })).toHaveCount(1);
  await expect(page.getByRole("button", { name: /^Router/ })).toHaveCount(0);
  await search.fill("letter");
  await expect(page.getByRole("button", { name: /^Passport/ })).toHaveCount(1);

  await files.getByRole("button", { name: "Remove letter.html" }).click();
  await expect(files.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "More actions" }).first().click();
  await page
    .getByRole("menuitem", { name: "History" })
    .or(page.getByRole("button", { name: "History" }))
    .first()
    .click();
  await page.getByRole("button", { name: "Restore letter.html" }).click();
  await page.keyboard.press("Escape");
  await expect(files.getByRole("listitem")).toHaveCount(2);
});
