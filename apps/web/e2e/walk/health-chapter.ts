import { makeItems } from "../account.ts";
import { fillWithMadeUpData } from "../made-up-vault.ts";
import { type Chapter, enter, refuse } from "./tour.ts";

/** Health: nothing to judge, judging, out of reach, refused, with work to do, one of its lists, with none. */
export const healthChapter: Chapter = async (tour) => {
  const { page, account, visit } = tour;
  await enter(tour);
  await page.goto("/#/health");
  await page.getByRole("heading", { name: "No passwords yet" }).waitFor();
  await visit("nothing to judge");
  await makeItems(account, [{ name: "Bank", url: "https://bank.example", password: "kV8#pQz!m2Xw9rTy" }]);
  await reopen(tour);
  await page.getByText("Nothing to do.").waitFor();
  await visit("nothing to do");
  await fillWithMadeUpData(account);
  await makeItems(account, [
    { name: "Forum", url: "https://forum.example", password: "password1" },
    { name: "Games", url: "https://games.example", password: "dragon1990" },
    { name: "Mail", url: "https://mail.proton.me", password: "Velvet-7Ray!quartz" },
    { name: "Shop", url: "https://shop.example", password: "Velvet-7Ray!quartz" },
  ]);
  await page.route("**/api/trpc/health.strengths*", () => {});
  await reopen(tour);
  await page.getByText("Checking passwords").waitFor();
  await visit("judging");
  await page.unroute("**/api/trpc/health.strengths*");
  await refuse(tour, "health.report", { status: 409, code: "CONFLICT" });
  await reopen(tour);
  await page.getByRole("heading", { name: "Check failed" }).waitFor();
  await visit("refused");
  await page.unroute("**/api/trpc/health.report*");
  // A change of the vault makes it look again by itself, and then there is nothing to press.
  await page
    .getByRole("button", { name: "Try again" })
    .click({ timeout: 2000 })
    .catch(() => {});
  await page.getByRole("img", { name: /^Score/ }).waitFor();
  await visit("score and numbers");
  await page.getByRole("region", { name: "Age" }).getByText("Show as a table").click();
  await page.getByText("How the score is calculated").click();
  await page.getByText("How the score is calculated").scrollIntoViewIfNeeded();
  await visit("pictures and tables");
  await page.getByRole("list", { name: "To do" }).getByRole("link", { name: "Reused" }).click();
  await page.getByRole("heading", { level: 1, name: "Reused" }).waitFor();
  await visit("reused items");
  await page.getByRole("button", { name: "Change one by one" }).click();
  await page.getByRole("button", { name: "Skip" }).waitFor();
  await visit("a queue");
  await makeItems(account, [
    { name: "Shop", url: "https://www.shop.example/account", password: "Another-9Ray!quartz" },
  ]);
  await page.goto("/#/health/duplicates");
  await reopen(tour);
  await page
    .getByRole("button", { name: /^Merge: / })
    .first()
    .click();
  await page.getByText("The other items go to the trash.").waitFor();
  await visit("merging duplicates");
};

async function reopen({ page, account }: Parameters<Chapter>[0]): Promise<void> {
  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
}
