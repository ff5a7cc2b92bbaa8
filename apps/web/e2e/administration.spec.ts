import { fillLogIn, showThatCodeIsKept } from "./account.ts";
import { serveTest as test } from "./serve-test.ts";
import { expect } from "./test.ts";

const ada = {
  username: "ada",
  password: "correct horse battery",
  passphrase: "lantern opera tundra seventeen",
};
const bob = {
  username: "bob",
  password: "violet engine forest",
  passphrase: "copper meadow signal thirteen",
};

test("an administrator invites a second person, who isn't offered the page", async ({
  browser,
  page,
  serve,
}) => {
  const url = await serve({ OPP_REGISTRATION: "first" });
  await page.request.post(`${url}/api/trpc/auth.register`, { data: ada });
  await page.goto(url);
  await fillLogIn(page, ada);
  await page.getByRole("button", { name: "Administration" }).click();
  await expect(page.getByRole("rowheader", { name: /ada/ })).toContainText("administrator");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByLabel("Your password", { exact: true }).fill(ada.password);
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByRole("img", { name: "The link as a QR code" })).toBeVisible();
  const link = (await page.getByTestId("one-time-link").textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();

  const guest = await browser.newPage();
  await guest.goto(link);
  await expect(guest).toHaveURL(`${url}/`);
  await guest.getByLabel("Username").fill(bob.username);
  await guest.getByLabel("Password", { exact: true }).fill(bob.password);
  await guest.getByLabel("Passphrase", { exact: true }).fill(bob.passphrase);
  await guest.getByRole("textbox", { name: "Repeat passphrase" }).fill(bob.passphrase);
  await guest.getByRole("button", { name: "Create vault" }).click();
  await showThatCodeIsKept(guest);
  await expect(guest.getByText("Your vault is empty")).toBeVisible();
  await guest.goto(`${url}/#/administration`);
  await expect(guest.getByText("Only administrators may do this.")).toBeVisible();
  await expect(guest.getByRole("button", { name: "Administration" })).toHaveCount(0);
  await guest.close();

  await page.reload();
  await page.getByLabel("Passphrase", { exact: true }).fill(ada.passphrase);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("rowheader", { name: "bob" })).toBeVisible();
  await expect(page.getByText("All links were used, revoked or are too old.")).toBeVisible();

  const late = await browser.newPage();
  await late.goto(link);
  await expect(late.getByText(/This link can't be used/)).toBeVisible();
  await late.close();

  // An administrator's notice about backups, shown or not, covers no other notice.
  await page.route("**/api/trpc/**", (route) => route.abort());
  await page.getByRole("navigation", { name: "Vault" }).getByRole("button", { name: "ada" }).click();
  await page.getByRole("button", { name: "Try again" }).first().click();
  await page.unroute("**/api/trpc/**");
  await expect(page.getByRole("status").filter({ hasText: "Can't reach the server" })).toHaveCount(0);
});
