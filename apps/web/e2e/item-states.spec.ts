import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { logIn, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
const URI = "otpauth://totp/Bank:ada@example.org?secret=JBSWY3DPEHPK3PXP&issuer=Bank";

async function check(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  expect(told, state).toEqual([]);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, `${state} scrolls sideways`).toBe(0);
}

for (const [width, theme] of [
  [320, "light"],
  [320, "dark"],
  [1440, "light"],
  [1440, "dark"],
] as const) {
  test(`every state of an item is accessible and fits at ${width} px, ${theme}`, async ({
    page,
    account,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const [made] = await makeItems(account, [
      {
        name: "Bank",
        username: "ada",
        password: "kO0l1|I-8B$x2Z",
        url: "https://bank.example",
        moreUrls: ["https://www.a-very-long-name-of-a-site-that-has-to-wrap-somewhere.example"],
        totp: URI,
        favourite: true,
        fields: [
          { name: "PIN", kind: "hidden", value: "4711" },
          { name: "Card expires", kind: "date", value: "2027-03-31" },
        ],
      },
    ]);
    await account.call("items.update", {
      items: [{ id: made?.id, revision: 1, password: "another", fields: [], blob: "x".repeat(300) }],
    });
    await account.call("items.update", {
      items: [{ id: made?.id, revision: 2, fields: [{ name: "PIN", kind: "hidden", value: "1" }] }],
    });
    await logIn(page, account);
    await page.getByRole("button", { name: /^Bank/ }).click();
    await page.getByTestId("one-time-code").waitFor();
    await page.getByRole("button", { name: "Show PIN" }).click();
    await check(page, "an item with every field");
    await page.getByRole("button", { name: "Show in large letters" }).click();
    await check(page, "large letters");
    await page.keyboard.press("Escape");
    await page.keyboard.press("h");
    const last = page.getByRole("dialog").getByRole("listitem").last();
    await last.getByRole("button", { name: "Compare with now" }).click();
    await page.getByRole("button", { name: "Show secrets" }).click();
    await check(page, "history, compared");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("button", { name: "Add a field" }).click();
    await page.getByLabel("Value of field 2").fill("a value without a name");
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("textbox", { name: "One-time code" }).fill("otpauth://hotp/x");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Give this field a name.").waitFor();
    await check(page, "the form, with errors");
    await page.getByLabel("Name of field 2").fill("Key");
    await page.getByRole("textbox", { name: "One-time code" }).fill("");
    await account.call("items.update", { items: [{ id: made?.id, revision: 3, name: "Bank, elsewhere" }] });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("This item was changed elsewhere meanwhile").waitFor();
    await check(page, "a conflict");
    await page.getByRole("button", { name: "Open the generator" }).click();
    await page.getByText("Where these figures come from").click();
    await check(page, "the generator, explained");
  });
}
