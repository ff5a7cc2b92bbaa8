import type { Locator, Page } from "@playwright/test";
import { refuse } from "./walk/tour.ts";

/** An action, where the focus goes after it, and why the next key is useful there. docs/focus.md shows the first two. */
export interface FocusRow {
  readonly action: string;
  readonly target: string;
  readonly act: (page: Page) => Promise<unknown>;
  readonly at: (page: Page) => Locator;
}

const row = (name: string) => (page: Page) => page.locator("[data-row]").filter({ hasText: name });
const heading = (name: string) => (page: Page) => page.getByRole("heading", { level: 2, name, exact: true });
const field = (name: string) => (page: Page) => page.getByRole("textbox", { name, exact: true });
const press =
  (...keys: readonly string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };
const click = (name: string) => (page: Page) =>
  page.getByRole("button", { name, exact: true }).first().click();

/** In the order in which the test does them; each begins where the one before has ended. The items: bank, club, forum, mail, post, rail, taxi. */
export const FOCUS_TABLE: readonly FocusRow[] = [
  {
    action: "Enter in the search box",
    target: "the row of the first result, whose item is opened",
    act: async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("mail");
      await page.getByRole("status").filter({ hasText: "1 result" }).waitFor();
      await page.keyboard.press("Enter");
      await heading("mail")(page).waitFor();
    },
    at: row("mail"),
  },
  {
    action: "Esc in an open item",
    target: "its row",
    act: async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.press("Escape");
      await heading("mail")(page).click();
      await page.keyboard.press("Escape");
    },
    at: row("mail"),
  },
  {
    action: "↓ where nothing has the focus",
    target: "the list's current row",
    act: async (page) => {
      await page.evaluate(() =>
        document.activeElement instanceof HTMLElement ? document.activeElement.blur() : 0,
      );
      await page.keyboard.press("ArrowDown");
    },
    at: row("mail"),
  },
  {
    action: "Del on a row",
    target: "the next row",
    act: press("Delete"),
    at: row("post"),
  },
  {
    action: "Undo in a message",
    target: "what had the focus before",
    act: async (page) => {
      await page.locator(".message").getByRole("button", { name: "Undo" }).click();
      await row("mail")(page).waitFor();
    },
    at: row("post"),
  },
  {
    action: "Enter on a row",
    target: "the row keeps it, and the item's keys work",
    act: async (page) => {
      await page.keyboard.press("Enter");
      await heading("post")(page).waitFor();
    },
    at: row("post"),
  },
  { action: "e in an item", target: "the first field of the form", act: press("e"), at: field("Name") },
  {
    action: "Save",
    target: "the item's heading, where its keys work",
    act: async (page) => {
      await field("Name")(page).fill("post office");
      await page.keyboard.press("Control+Enter");
    },
    at: heading("post office"),
  },
  {
    action: "Esc in a form",
    target: "the item's heading",
    act: async (page) => {
      await page.keyboard.press("e");
      await field("Name")(page).waitFor();
      await page.keyboard.press("Escape");
    },
    at: heading("post office"),
  },
  {
    action: "Move to trash in an item's menu",
    target: "the next row",
    act: async (page) => {
      await page.getByRole("button", { name: "More actions", exact: true }).click();
      await page.locator(".menu-item", { hasText: "Move to trash" }).click();
    },
    at: row("rail"),
  },
  {
    action: "Clear selection in the bar of the selected",
    target: "the first row that was selected",
    act: async (page) => {
      await page.keyboard.press("x");
      await page.keyboard.press("Shift+ArrowDown");
      await click("Clear selection")(page);
    },
    at: row("rail"),
  },
  {
    action: "Move to trash in the bar of the selected",
    target: "the row that has the place of the first",
    act: async (page) => {
      await press("ArrowUp", "x")(page);
      await page.getByRole("toolbar").getByRole("button", { name: "Move to trash" }).click();
    },
    at: row("rail"),
  },
  {
    action: "n",
    target: "the name of the new item",
    act: press("n"),
    at: field("Name"),
  },
  {
    action: "Open generator in a form",
    target: "“Use this password”",
    act: click("Open generator"),
    at: (page) => page.getByRole("button", { name: "Use this password" }),
  },
  {
    action: "A dialog closes",
    target: "what had the focus before",
    act: press("Escape"),
    at: (page) => page.getByRole("button", { name: "Open generator" }),
  },
  {
    action: "Esc in the form of a new item",
    target: "the list's current row",
    act: press("Escape"),
    at: (page) => page.locator("[data-row]:focus"),
  },
  {
    action: "A dialog opens that has nothing to do but read",
    target: "its text, which the arrows scroll",
    act: press("?"),
    at: (page) => page.getByRole("dialog").getByRole("region", { name: "Keyboard shortcuts" }),
  },
  {
    action: "Open an item in the command palette",
    target: "its heading, and not another item's row",
    act: async (page) => {
      await press("Escape", "Control+k")(page);
      await page.keyboard.type("taxi");
      await page.getByRole("option", { name: /^taxi/ }).waitFor();
      await page.keyboard.press("Enter");
    },
    at: heading("taxi"),
  },
  {
    action: "m on a row, if the item leaves the list",
    target: "the next row",
    act: async (page) => {
      await page.getByRole("button", { name: /^Home / }).click();
      await row("bank")(page).focus();
      await page.keyboard.press("m");
      await page.getByRole("dialog").getByRole("button", { name: "No category" }).click();
      await row("bank")(page).waitFor({ state: "detached" });
    },
    at: row("club"),
  },
  {
    action: "“Change” in Health",
    target: "the password in the form",
    act: async (page) => {
      await page.goto("/#/health/weak");
      await page.getByRole("link", { name: "Change: club" }).click();
    },
    at: field("Password"),
  },
  {
    action: "Esc in that form",
    target: "the item's “Change” in the list of Health",
    act: press("Escape"),
    at: (page) => page.getByRole("link", { name: "Change: club" }),
  },
  {
    action: "Save that form",
    target: "the password of the next item in the list of Health",
    act: async (page) => {
      await page.getByRole("link", { name: "Change: club" }).press("Enter");
      await field("Password")(page).fill("kV8#pQz!m2Xw9rTy");
      await page.keyboard.press("Control+Enter");
      await page.getByRole("status").filter({ hasText: "2 of 2" }).waitFor();
    },
    at: field("Password"),
  },
  {
    action: "Save the form of the last item in a list of Health",
    target: "the link back to Health",
    act: async (page) => {
      await field("Password")(page).fill("zU4!qWn?e8Rb3kLp");
      await page.keyboard.press("Control+Enter");
    },
    at: (page) => page.getByRole("link", { name: "Back to password health" }),
  },
  {
    action: "Restore in the trash",
    target: "the next item's “Restore”",
    act: async (page) => {
      await page.getByRole("button", { name: /^Trash / }).click();
      await page.getByRole("button", { name: "Restore mail" }).press("Enter");
      await page.getByRole("button", { name: "Restore mail" }).waitFor({ state: "detached" });
    },
    at: (page) => page.getByRole("button", { name: "Restore post office" }),
  },
  {
    action: "A form is asked for a second factor",
    target: "the code",
    act: async (page) => {
      await refuse({ page }, "items.emptyTrash", { status: 401, code: "SECOND_FACTOR_REQUIRED" });
      await click("Empty trash")(page);
      await page.getByRole("dialog").getByRole("button", { name: "Delete permanently" }).click();
    },
    at: field("Code from your authenticator app"),
  },
  {
    action: "A form is asked for a passkey as the second factor",
    target: "“Use it now”, which opens the browser's window",
    act: async (page) => {
      await page.keyboard.press("Escape");
      await page.unroute("**/api/trpc/items.emptyTrash*");
      const passkey = { challenge: "AAAA", rpId: "localhost", credentialIds: ["AAAA"] };
      await refuse({ page }, "items.emptyTrash", {
        status: 401,
        code: "SECOND_FACTOR_REQUIRED",
        details: { kinds: ["passkey"], ...passkey },
      });
      await click("Empty trash")(page);
      await page.getByRole("dialog").getByRole("button", { name: "Delete permanently" }).click();
    },
    at: (page) => page.getByRole("button", { name: "Use it now" }),
  },
];

/** docs/focus.md, which a test compares with it. */
export const focusPage = (): string =>
  [
    "# Where the focus goes",
    "",
    "After each action the focus is where the next key is useful, and never nowhere. If what has it disappears, the next entry of the same list gets it, otherwise what had it before, otherwise the main part of the page, where",
    "shortcuts work ([keep-focus.ts](../apps/web/src/ui/keep-focus.ts)). No dialog opens with the focus on Close if it has another control.",
    "",
    "This page shows the table in [focus-table.ts](../apps/web/e2e/focus-table.ts), which a browser test goes through. To add an action, add a row there.",
    "",
    ...tableOf(
      ["Action", "Focus"],
      FOCUS_TABLE.map(({ action, target }) => [action, target]),
    ),
    "",
  ].join("\n");

/** In columns, as the formatter writes it. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
