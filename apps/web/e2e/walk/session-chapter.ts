import type { Page } from "@playwright/test";
import { fillLogIn, showThatCodeIsKept } from "../account.ts";
import { installClock } from "../page-clock.ts";
import { addAuthenticator } from "../virtual-authenticator.ts";
import { type Chapter, enter, refuse, type Tour } from "./tour.ts";

/** Before the vault: first account, login with its refusals, recovery, lock, and the end of a session. */
export const sessionChapter: Chapter = async (tour) => {
  const { page, account, visit, serve } = tour;
  await page.goto("/");
  await page.getByRole("heading", { name: "Log in" }).waitFor();
  await visit("log in");
  await fillLogIn(page, { ...account, password: "wrong one here" });
  await page.getByText("Wrong username or password.").waitFor();
  await visit("log in, refused");
  await refuse(tour, "auth.login", { status: 429, code: "TOO_MANY_TRIES", retryAfterSeconds: 90 });
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
  await visit("log in, too many tries");
  await page.unroute("**/api/trpc/auth.login*");
  await page.route("**/api/trpc/auth.login*", (route) => route.abort());
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "reach" }).waitFor();
  await visit("log in, no server");
  await page.unroute("**/api/trpc/auth.login*");
  await refuse(tour, "auth.login", { status: 401, code: "SECOND_FACTOR_REQUIRED" });
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page.getByLabel("Code from your authenticator app").waitFor();
  await visit("log in, asked for a code");
  await page.getByRole("button", { name: "Use a spare code" }).click();
  await page.getByLabel("Spare code").fill("K7P2");
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page.getByText("A spare code has 12 letters and digits.").waitFor();
  await visit("log in, asked for a spare code");
  await page.unroute("**/api/trpc/auth.login*");
  await refuse(tour, "auth.login", {
    status: 401,
    code: "SECOND_FACTOR_REQUIRED",
    details: { kinds: ["passkey", "totp", "spare"], challenge: "AAAA", rpId: "localhost", credentialIds: [] },
  });
  await page.getByLabel("Spare code").fill("");
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  // One without passkeys, which says so at once.
  await addAuthenticator(page);
  await page.getByRole("button", { name: "Use a passkey or security key" }).click();
  await page.getByRole("alert").filter({ hasText: "No passkey was used." }).waitFor();
  await visit("log in, asked for a passkey");
  await page.unroute("**/api/trpc/auth.login*");
  await page.getByRole("button", { name: "Forgot your passphrase?" }).click();
  await page.getByRole("heading", { name: "Set a new passphrase" }).waitFor();
  await visit("recover");
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page
    .getByRole("textbox", { name: "Recovery code" })
    .fill("0000-0000-0000-0000-0000-0000-0000-0000-0");
  await page.getByLabel("New passphrase", { exact: true }).fill("a wholly new phrase");
  await page.getByRole("textbox", { name: "Repeat passphrase" }).fill("a wholly new phrase");
  await page.getByRole("button", { name: "Set passphrase" }).click();
  await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
  await visit("recover, refused");
  await page.goto("/nothing-here");
  await visit("not found");

  await enter(tour);
  await page.evaluate(endIn, 300_000);
  await page.reload();
  await page.getByRole("heading", { name: "Locked" }).waitFor();
  await visit("locked");
  await page.getByLabel("Passphrase", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByText("Wrong passphrase.").waitFor();
  await visit("locked, refused");
  await refuse(tour, "auth.unlock", { status: 429, code: "TOO_MANY_TRIES", retryAfterSeconds: 90 });
  await page.getByLabel("Passphrase", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByText("Too many failed attempts").first().waitFor();
  await visit("locked, too many tries");
  await page.unroute("**/api/trpc/auth.unlock*");
  await installClock(page);
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByLabel("Search the vault").waitFor();
  await passAwake(page, 250);
  await page.getByRole("dialog", { name: "Stay logged in?" }).waitFor();
  await visit("session about to end");
  await passAwake(page, 90);
  await page.getByRole("heading", { name: "Log in" }).waitFor();
  await visit("session ended");

  await page.goto(await serve({ OPP_REGISTRATION: "first" }));
  await page.getByRole("heading", { level: 1, name: "Create your vault" }).waitFor();
  await visit("first account");
  await page.getByRole("button", { name: "Create vault" }).click();
  await visit("first account, refused");
  await page.getByLabel("Username").fill("ada");
  await page.getByLabel("Password", { exact: true }).fill("a password for the door");
  await page.getByLabel("Passphrase", { exact: true }).fill("abcdef");
  await page.getByText("Too easy to guess", { exact: false }).first().waitFor();
  await visit("first account, too easy");
  await page.getByLabel("Passphrase", { exact: true }).fill("lantern opera tundra seventeen");
  await page.getByRole("textbox", { name: "Repeat passphrase" }).fill("lantern opera tundra seventeen");
  await page.getByText("Strong", { exact: false }).first().waitFor();
  await visit("first account, filled in");
  await page.getByRole("button", { name: "Create vault" }).click();
  await page.getByRole("heading", { name: "Save your recovery code" }).waitFor();
  await visit("recovery code");
  await page.getByLabel(/enter groups/).fill("nothing of it");
  await page.getByRole("button", { name: "I saved it" }).click();
  await visit("recovery code, check refused");
  await showThatCodeIsKept(page);
  await administer(tour, "a password for the door");
};

/** What the first account of a server sees as its administrator. */
async function administer({ page, visit }: Tour, password: string): Promise<void> {
  await page.getByText("Your vault is empty").waitFor();
  await page.evaluate(() => location.assign("#/administration"));
  await page.getByRole("rowheader", { name: /ada/ }).waitFor();
  await visit("administration");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Invite" }).click();
  await visit("administration, invite");
  await dialog.getByLabel("Your password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await dialog.getByTestId("one-time-link").waitFor();
  await visit("administration, a link");
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  await visit("administration with a link");
}

/** Lets the tab take its session for one whose last end is near, as after 30 days. */
function endIn(milliseconds: number): void {
  const ticket: object = JSON.parse(sessionStorage.getItem("opp.session") ?? "{}");
  sessionStorage.setItem("opp.session", JSON.stringify({ ...ticket, endsAt: Date.now() + milliseconds }));
}

/** The clock moves in steps: one long jump is a computer that slept, and locks the vault. */
async function passAwake(page: Page, seconds: number): Promise<void> {
  const stepSeconds = 50;
  for (let left = seconds; left > 0; left -= stepSeconds)
    await page.clock.fastForward(Math.min(left, stepSeconds) * 1000);
}
