import { readFileSync } from "node:fs";
import { join } from "node:path";
import { logIn, makeCategories, makeItems } from "./account.ts";
import { FOCUS_TABLE, focusPage } from "./focus-table.ts";
import { expect, test } from "./test.ts";

test("after every action the focus is where the next key is useful", async ({ page, context, account }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const [home] = await makeCategories(account, ["Home"]);
  const weak = new Set(["club", "forum"]);
  await makeItems(
    account,
    ["bank", "club", "forum", "mail", "post", "rail", "taxi"].map((name, at) => ({
      name,
      password: weak.has(name) ? `${name}1` : `kV8#pQz!m2Xw9rT${at}`,
      categoryId: ["bank", "club"].includes(name) ? (home ?? null) : null,
    })),
  );
  await logIn(page, account);
  await page
    .getByRole("status")
    .filter({ hasText: /^7 items$/ })
    .waitFor();
  for (const { action, target, act, at } of FOCUS_TABLE)
    await test.step(action, async () => {
      await act(page);
      await expect(at(page), `${action}: ${target}`).toBeFocused();
    });
});

test("the table of the focus is what docs/focus.md says", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/focus.md"), "utf8");
  expect(page).toBe(focusPage());
});
