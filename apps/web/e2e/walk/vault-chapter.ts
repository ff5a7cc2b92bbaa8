import { fillWithMadeUpData } from "../made-up-vault.ts";
import { type Chapter, enter, goBySide } from "./tour.ts";

/** The list and what stands around it: empty, full, searched, out of reach; places, categories, trash, generator. */
export const vaultChapter: Chapter = async (tour) => {
  const { page, account, phone, visit } = tour;
  await enter(tour);
  await page.getByText("Your vault is empty").waitFor();
  await visit("empty vault");
  await goBySide(tour, "Trash");
  await page.getByText("The trash is empty").waitFor();
  await visit("empty trash");
  await fillWithMadeUpData(account);
  await page.reload();
  await page.route("**/api/trpc/items.list*", () => {});
  await unlock(tour);
  await goBySide(tour, /^All items/);
  await visit("loading");
  await page.unroute("**/api/trpc/items.list*");
  await page.reload();
  await unlock(tour);
  await page.getByText("Harbour Bank").first().waitFor();
  await visit("vault");
  if (phone) {
    await page.getByRole("button", { name: "Open menu" }).first().click();
    await visit("menu");
    await page.keyboard.press("Escape");
  }
  await goBySide(tour, /^Money/);
  await page.getByRole("heading", { level: 1, name: "Money" }).waitFor();
  await visit("category");
  await page.getByLabel("Search the vault").fill("zur");
  await page.locator("mark").first().waitFor();
  await visit("search");
  await page.getByLabel("Search the vault").fill("nothing like it");
  await page.getByText("No results").waitFor();
  await visit("search, no hit");
  await page.getByLabel("Search the vault").fill("");
  await page.route("**/api/trpc/items.list*", (route) => route.abort());
  await page.reload();
  await unlock(tour);
  await page.getByRole("heading", { name: "Can't reach the server" }).waitFor();
  await visit("out of reach");
  await page.unroute("**/api/trpc/items.list*");
  await page.getByText("Harbour Bank").first().waitFor();

  await page.route("**/api/trpc/**", (route) => route.abort());
  await page.getByRole("button", { name: "Copy password of Harbour Bank" }).click();
  await page.getByRole("status").filter({ hasText: "Can't reach the server" }).first().waitFor();
  await visit("offline bar");
  await page.getByRole("button", { name: "Try again" }).click();
  // From here on it may come back by itself at any moment.
  await page.unroute("**/api/trpc/**");
  await page.getByRole("status").filter({ hasText: "Can't reach the server" }).waitFor({ state: "detached" });

  await page.locator("body").press("?");
  await page.getByRole("dialog").waitFor();
  await visit("keys");
  await page.keyboard.press("Escape");
  await goBySide(tour, "New category");
  await page.getByRole("dialog", { name: "New category" }).waitFor();
  await visit("new category");
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Garden");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Garden" }).waitFor();
  await goBySide(tour, "Recent actions");
  await page.getByRole("dialog", { name: "Recent actions" }).getByRole("listitem").waitFor();
  await visit("recent actions");
  await page.keyboard.press("Escape");
  await goBySide(tour, "Actions for Money");
  // Placed and focused a moment after it opens.
  await page.locator(".menu-item:focus").waitFor();
  await visit("category's actions");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await visit("delete a category");
  await page.keyboard.press("Escape");
  if (phone) await page.keyboard.press("Escape");
  await nestedStates(tour);

  await goBySide(tour, "Generator");
  await page.getByText("bits of entropy").waitFor();
  await visit("generator");
  await page.getByText("Words", { exact: true }).click();
  await page.getByText("6 words").waitFor();
  await visit("generator, words");
  await fillTrash(tour);
  await page.reload();
  await unlock(tour);
  await goBySide(tour, "Trash");
  await page.getByText("Old forum").waitFor();
  await visit("trash");
};

/** Categories in others: unfolded and folded, moved, made, listed with what lies beneath. */
async function nestedStates(tour: Parameters<Chapter>[0]): Promise<void> {
  const { page, phone, visit } = tour;
  await goBySide(tour, "Actions for Investments");
  await page.getByRole("button", { name: "Move into…" }).click();
  await page.getByRole("dialog", { name: "Move “Investments” into…" }).waitFor();
  await visit("move a category");
  await page.keyboard.press("Escape");
  if (phone) await page.keyboard.press("Escape");
  await goBySide(tour, "Actions for Investments");
  await page.getByRole("button", { name: "New subcategory" }).click();
  await page.getByRole("dialog", { name: "New category" }).waitFor();
  await visit("new subcategory");
  await page.keyboard.press("Escape");
  if (phone) await page.keyboard.press("Escape");
  await goBySide(tour, "Contents of Investments");
  await visit("folded branch");
  await page.getByRole("button", { name: "Contents of Investments" }).click();
  if (phone) await page.keyboard.press("Escape");
  await goBySide(tour, /^Investments/);
  await page.getByRole("heading", { level: 1, name: "Investments" }).waitFor();
  await visit("category with others in it");
  await goBySide(tour, /^Funds and shares of the family/);
  await page.getByRole("navigation", { name: "Parent category" }).waitFor();
  await visit("category with its way up");
}

async function unlock({ page, account }: Parameters<Chapter>[0]): Promise<void> {
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
}

async function fillTrash({ account }: Parameters<Chapter>[0]): Promise<void> {
  const make = async (name: string, parentId?: number) => {
    const { categories } = await account.call<{ categories: { id: number }[] }>("categories.create", {
      categories: [{ name, parentId }],
    });
    return categories[0]?.id ?? 0;
  };
  const old = await make("Old things");
  await account.call("categories.trash", { ids: [old, await make("Older", old)], cascade: false });
  const { items } = await account.call<{ items: { id: number }[] }>("items.create", {
    items: [{ name: "Old forum" }, { name: "Former employer" }],
  });
  await account.call("items.trash", { ids: items.map((item) => item.id) });
}
