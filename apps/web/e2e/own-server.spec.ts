import { fillLogIn, showThatCodeIsKept } from "./account.ts";
import { serveTest as test } from "./serve-test.ts";
import { expect } from "./test.ts";

const ada = {
  username: "ada",
  password: "correct horse battery",
  passphrase: "lantern opera tundra seventeen",
};

test("an empty server offers its first account, and is closed to the next visitor", async ({
  browser,
  page,
  serve,
}) => {
  const url = await serve({ OPP_REGISTRATION: "first" });
  const slow = await browser.newPage();
  for (const each of [page, slow]) {
    await each.goto(url);
    await expect(each.getByRole("heading", { level: 1, name: "Create your vault" })).toBeVisible();
    await each.getByLabel("Username").fill(each === page ? ada.username : "bob");
    await each.getByLabel("Password", { exact: true }).fill(ada.password);
    await each.getByLabel("Passphrase", { exact: true }).fill(ada.passphrase);
    await each.getByRole("textbox", { name: "Repeat passphrase" }).fill(ada.passphrase);
  }
  await page.getByRole("button", { name: "Create vault" }).click();
  await showThatCodeIsKept(page);
  await expect(page.getByText("Your vault is empty")).toBeVisible();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByText("Registration is closed. If you need an account")).toBeVisible();
  await expect(page.getByRole("button", { name: "Create an account" })).toHaveCount(0);

  await slow.getByRole("button", { name: "Create vault" }).click();
  await expect(slow.getByRole("alert").filter({ hasText: "Registration is closed." })).toBeVisible();
  await slow.reload();
  await expect(slow.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  await expect(slow.getByText("If you need an account, ask the administrator.")).toBeVisible();
  await expect(slow.getByRole("button", { name: "Create an account" })).toHaveCount(0);
  await slow.close();
});

test("too many tries are refused with the time to come back", async ({ page, request, serve }) => {
  const url = await serve({ OPP_RATE_LIMITS: "on", OPP_REGISTRATION: "closed" });
  // Names of their own, since many tries with one name are slowed down first.
  // A slow machine is forgiven a try in between, so there may be some more than 20.
  let status = 0;
  for (let tries = 0; status !== 429 && tries < 60; tries += 1) {
    const answer = await request.post(`${url}/api/trpc/auth.login`, {
      data: { username: `nobody-${tries}`, password: "wrong password", passphrase: ada.passphrase },
    });
    status = answer.status();
    if (tries < 20) expect(status).toBe(401);
  }
  expect(status).toBe(429);
  await page.goto(url);
  // While the page was loading, a try may have been forgiven.
  for (status = 0; status !== 429; ) {
    const answered = page.waitForResponse("**/api/trpc/auth.login*");
    await fillLogIn(page, ada);
    status = (await answered).status();
  }
  await expect(
    page.getByRole("alert").filter({ hasText: /^Too many failed attempts\. Try again in \d+ seconds?\.$/ }),
  ).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(ada.password);
  const clock = page.getByRole("timer");
  const before = await clock.innerText();
  await expect(clock).not.toHaveText(before);
});
