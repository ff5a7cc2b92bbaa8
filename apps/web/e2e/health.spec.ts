import { logIn, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";
import { refuse } from "./walk/tour.ts";

const SOUND = "kV8#pQz!m2Xw9rTy";

test("health finds what to change, leads to it, and follows the change", async ({ page, account }) => {
  await makeItems(account, [
    { name: "Forum", url: "https://forum.example", password: "password1" },
    { name: "Shop", url: "https://shop.example", password: "Velvet-7Ray!quartz" },
    { name: "Mail", url: "https://mail.example", password: "Velvet-7Ray!quartz" },
    { name: "Router", url: "http://192.168.1.1", password: `${SOUND}1` },
    { name: "Forge", url: "https://github.com/login", password: `${SOUND}2` },
    { name: "A note" },
  ]);
  await logIn(page, account);
  await page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name: "Health" }).click();
  const number = (name: string) => page.getByRole("list", { name: "To do" }).getByRole("link", { name });
  await expect(number("Weak 1")).toBeVisible();
  await expect(number("Reused 2")).toBeVisible();
  await expect(number("Old 0")).toBeVisible();
  await expect(number("Insecure websites 1")).toBeVisible();
  await expect(number("No one-time code 1")).toBeVisible();
  // (0 + 50 + 50 + 90 + 90) / 5
  await expect(page.getByRole("img", { name: "Score: 56 of 100" })).toBeVisible();

  await number("Reused 2").click();
  await expect(page.getByRole("heading", { level: 1, name: "Reused" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "2 items share one password" })).toBeVisible();
  const rows = page.getByRole("list", { name: "2 items share one password" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await page.getByRole("link", { name: "Change: Shop" }).click();
  await page.getByLabel("Password", { exact: true }).fill(`${SOUND}3`);
  await page.getByRole("button", { name: "Save and next" }).click();
  // Back to where the change began, and the list follows it.
  await page.getByRole("heading", { level: 1, name: "Reused" }).waitFor();
  await expect(rows).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "That was the last one." })).toContainText(
    "Score: 56 → 76 of 100.",
  );

  await page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name: "Health" }).click();
  await expect(number("Reused 0")).toBeVisible();
  await expect(page.getByRole("img", { name: "Score: 76 of 100" })).toBeVisible();
});

test("a queue goes from one item to the next, worst first, past what is settled and what is skipped", async ({
  page,
  account,
}) => {
  await makeItems(account, [
    { name: "Forum", url: "https://forum.example", password: "password1" },
    { name: "Games", url: "https://games.example", password: "Velvet-7Ray!quartz" },
    { name: "Mail", url: "https://mail.example", password: "Velvet-7Ray!quartz" },
    { name: "Router", url: "http://192.168.1.1", password: `${SOUND}1` },
  ]);
  await logIn(page, account);
  await page.goto("/#/health");
  await page.getByRole("link", { name: "Show everything to do, worst first" }).click();
  await page.getByRole("button", { name: "Change one by one" }).press("Enter");
  const place = (at: string) => page.getByRole("status").filter({ hasText: at });
  const password = page.getByLabel("Password", { exact: true });
  await expect(place("1 of 4")).toContainText("Weak");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Forum");
  await expect(page.getByRole("link", { name: "Open forum.example" })).toHaveAttribute("target", "_blank");
  await expect(password).toBeFocused();
  await password.fill("something that is not saved");
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep editing" }).click();
  await expect(password).toHaveValue("something that is not saved");
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(place("2 of 4")).toContainText("Reused");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Games");
  await expect(password).toBeFocused();
  await password.fill(`${SOUND}2`);
  await page.keyboard.press("Control+Enter");
  // Mail is the only one with its password now.
  await expect(place("4 of 4")).toContainText("Insecure websites");
  await page.getByLabel("Website", { exact: true }).fill("https://192.168.1.1");
  await page.getByRole("button", { name: "Save and next" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "To do" })).toBeVisible();
  await expect(place("That was the last one.")).toHaveText(
    "That was the last one. 2 items changed, 1 skipped. Score: 47 → 75 of 100.",
  );
  await expect(page.getByRole("link", { name: "Back to password health" })).toBeFocused();
});

test("duplicates are merged after a preview, and undo brings both back", async ({ page, account }) => {
  await makeItems(account, [
    { name: "Shop", url: "https://shop.example", username: "ada", password: "old password", blob: "a note" },
    { name: "Shop (browser)", url: "https://www.shop.example/login", username: "Ada", password: SOUND },
    { name: "Bank", url: "https://bank.example", username: "ada", password: `${SOUND}2` },
  ]);
  await logIn(page, account);
  await page.goto("/#/health");
  await page.getByRole("link", { name: "Find duplicates" }).click();
  await expect(page.getByText("1 group")).toBeVisible();
  await page.getByRole("button", { name: /^Merge: Shop/ }).click();
  const dialog = page.getByRole("dialog", { name: "Merge items" });
  await dialog.getByRole("radio", { name: /^Shop ada/ }).check();
  await expect(dialog.getByRole("row", { name: "Password" })).toContainText("from the item that stays");
  await expect(dialog.getByText("1 item has something else there.")).toBeVisible();
  await expect(dialog).not.toContainText("old password");
  await dialog.getByRole("button", { name: "Merge 2 items" }).click();
  await expect(page.getByRole("heading", { name: "No duplicates" })).toBeVisible();
  await expect(page.getByRole("button", { name: "All items 2 items" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Trash 1 item" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: /^Merge: Shop/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "All items 3 items" })).toBeVisible();
});

test("each bar of the pictures leads to its items, and each has its row in a table", async ({
  page,
  account,
}) => {
  await makeItems(account, [
    { name: "Forum", password: "password1" },
    { name: "Bank", password: SOUND },
  ]);
  await logIn(page, account);
  await page.goto("/#/health");
  await expect(page.getByRole("img", { name: "Score: 50 of 100" })).toBeVisible();
  const strength = page.getByRole("region", { name: "Strength" });
  await strength.getByText("Show as a table").click();
  await expect(strength.getByRole("row")).toHaveCount(6);
  await expect(strength.getByRole("row", { name: "Strong" })).toContainText("1");
  await strength.getByRole("link", { name: "Very weak: 1 item" }).first().press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Strength: Very weak" })).toBeVisible();
  await page.getByRole("link", { name: "Forum", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Forum" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Strength: Very weak" })).toBeVisible();
});

test("what is old is a matter of the age that was chosen", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", password: SOUND }]);
  // No session lives for so long, so the password is made older rather than the clock put on.
  await page.route("**/api/trpc/health.report*", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const item of answer.result.data.items) item.passwordChangedAt -= 200 * 24 * 3600 * 1000;
    await route.fulfill({ response, json: answer });
  });
  await logIn(page, account);
  await page.goto("/#/health");
  const old = page.getByRole("list", { name: "To do" }).getByRole("link", { name: /^Old/ });
  await expect(old).toHaveText(/0$/);
  await page.getByLabel("A password is old after").selectOption("6 months");
  await expect(old).toHaveText(/1$/);
});

test("an empty vault has nothing to judge, and a sound one nothing to do", async ({ page, account }) => {
  await logIn(page, account);
  await page.goto("/#/health");
  await expect(page.getByRole("heading", { name: "No passwords yet" })).toBeVisible();
  await makeItems(account, [{ name: "Bank", url: "https://bank.example", password: SOUND }]);
  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("Nothing to do.")).toBeVisible();
  await expect(page.getByRole("img", { name: "Score: 100 of 100" })).toBeVisible();
});

test("a server that doesn't answer, or refuses, is said, and asked again", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", password: SOUND }]);
  await logIn(page, account);
  await page.getByText("Bank").first().waitFor();
  await page.route("**/api/trpc/health.*", (route) => route.abort());
  await page.goto("/#/health");
  await expect(page.getByRole("heading", { name: "Check failed" })).toBeVisible();
  // As soon as the server is back the page asks by itself.
  await page.unroute("**/api/trpc/health.*");
  await expect(page.getByRole("img", { name: "Score: 100 of 100" })).toBeVisible();

  await refuse({ page }, "health.report", { status: 409, code: "CONFLICT" });
  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("heading", { name: "Check failed" })).toBeVisible();
  await page.unroute("**/api/trpc/health.report*");
  // The page also asks by itself when the list is read again; then the score is there, and no button.
  const score = page.getByRole("img", { name: "Score: 100 of 100" });
  await page.locator(".empty").getByRole("button", { name: "Try again" }).or(score).first().click();
  await expect(score).toBeVisible();
});

test("no number is called clear before everything was looked at", async ({ page, account }) => {
  await makeItems(account, [
    { name: "Forum", url: "https://forum.example", password: "password1" },
    { name: "Bank", url: "https://bank.example", password: SOUND },
  ]);
  await logIn(page, account);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/trpc/health.strengths*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/#/health");
  const numbers = page.getByRole("list", { name: "To do" });
  await expect(numbers.getByRole("link", { name: "Weak checking…" })).toBeVisible();
  await expect(numbers.getByRole("link", { name: "Reused 0" })).toBeVisible();
  await expect(page.getByText("as far as they have been checked")).toBeVisible();
  answer();
  await expect(numbers.getByRole("link", { name: "Weak 1", exact: true })).toBeVisible();
});

test("an item's page says quietly that its password is weak or reused, and leads to all of those", async ({
  page,
  account,
}) => {
  await makeItems(account, [
    { name: "Forum", password: "password1" },
    { name: "Games", password: "password1" },
    { name: "Bank", password: SOUND },
  ]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Forum/ }).click();
  const note = page.getByRole("status").filter({ hasText: "This password:" });
  await expect(note).toHaveText("This password: very weak · also used in 1 other item");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.getByRole("button", { name: /^Bank/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Bank" })).toBeVisible();
  await expect.poll(() => asked.filter((url) => url.includes("health.strengths")).length).toBe(1);
  expect(asked.filter((url) => url.includes("health.report"))).toEqual([]);
  await expect(note).toBeHidden();
  await page.getByRole("button", { name: /^Games/ }).click();
  await note.getByRole("link", { name: "also used in 1 other item" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Reused" })).toBeVisible();
});
