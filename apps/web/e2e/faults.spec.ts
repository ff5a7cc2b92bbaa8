import type { BrowserContext } from "@playwright/test";
import { fillLogIn, logIn, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

/** As a browser behaves that blocks cookies and site data for a page. */
const blockStorage = (context: BrowserContext) =>
  context.addInitScript(() => {
    for (const name of ["sessionStorage", "localStorage"])
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        },
      });
    Object.defineProperty(globalThis, "BroadcastChannel", {
      value: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });

const BLOCKED = "The browser blocks cookies and site data";

test("a browser that blocks cookies and site data is told so, and no session is left behind", async ({
  browser,
  baseURL,
  account,
}) => {
  const sessions = async () => (await account.read<{ sessions: unknown[] }>("sessions.list")).sessions.length;
  const before = await sessions();
  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  await blockStorage(context);
  const page = await context.newPage();
  await page.goto("/");
  for (let tries = 0; tries < 2; tries += 1) {
    await fillLogIn(page, account);
    await expect(page.locator("form").getByRole("alert")).toContainText(BLOCKED);
  }
  await expect(page.getByText("Can't reach the server")).toHaveCount(0);
  expect(await sessions()).toBe(before);

  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByRole("textbox", { name: "Username" }).fill(`${account.username}-2`);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await page.getByLabel("Passphrase", { exact: true }).fill("a phrase of several words");
  await page.getByRole("textbox", { name: "Repeat passphrase" }).fill("a phrase of several words");
  await page.getByRole("button", { name: "Create vault" }).click();
  await expect(page.locator("form").getByRole("alert")).toContainText(BLOCKED);
  await context.close();
});

test("each reason why no answer came has its own words, in the bar and in place of an item", async ({
  page,
  context,
  account,
  complaints,
}) => {
  await makeItems(account, [{ name: "Bank", username: "ada" }, { name: "Post" }]);
  await logIn(page, account);
  const bar = page.getByRole("status").filter({ hasText: "out of date" });
  const pane = page.locator(".panel");
  const fail = async (name: string, act: () => Promise<unknown>, title: string) => {
    await act();
    await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await expect(pane.getByRole("heading", { name: title })).toBeVisible();
    await expect(pane).toContainText(`“${name}” couldn't be loaded.`);
    await expect(bar).toContainText(title);
  };
  const recover = async () => {
    await context.unroute("**/*");
    await context.setOffline(false);
    // It also looks by itself, and then there is nothing to press.
    await bar
      .getByRole("button", { name: "Try again" })
      .click({ timeout: 1000 })
      .catch(() => {});
    await expect(bar).toHaveCount(0);
    // What couldn't be loaded is loaded by itself.
    await expect(pane.getByRole("button", { name: "Edit" })).toBeVisible();
  };
  const answerWith = (status: number, contentType: string) => () =>
    context.route("**/*", (route) =>
      route.request().url().includes("/api/")
        ? route.fulfill({ status, contentType, body: "<p>…" })
        : route.fallback(),
    );

  await page.getByRole("button", { name: /^Post/ }).click();
  await expect(pane.getByRole("button", { name: "Edit" })).toBeVisible();
  await fail("Bank", () => context.setOffline(true), "This device is offline");
  await recover();
  await fail("Post", answerWith(200, "text/html"), "Something other than OpenPassPhrase answered");
  await recover();
  await fail("Bank", answerWith(502, "text/html"), "The server isn't working");
  await recover();
  const block = () =>
    context.route("**/*", (route) =>
      route.request().url().includes("/api/") ? route.abort() : route.fallback(),
    );
  await fail("Post", block, "Can't reach the server: the app's requests are blocked");
  await recover();
  await fail("Bank", () => context.route("**/*", (route) => route.abort()), "Can't reach the server");
  await recover();

  // Nothing comes back: neither an answer nor a failure.
  await context.route("**/api/trpc/items.get*", () => {});
  await page.getByRole("button", { name: /^Post/ }).click();
  await expect(pane.getByText("The server hasn't answered yet.")).toBeVisible();
  // Chromium logs each request that got no answer.
  expect(complaints.filter((text) => !/ERR_|502/.test(text))).toEqual([]);
  complaints.length = 0;
});

test("a form keeps what was typed when the server's disk is full, says so, and saves it later", async ({
  page,
  context,
  account,
  complaints,
}) => {
  await makeItems(account, [{ name: "Bank", username: "ada" }]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await context.route("**/api/trpc/items.update*", (route) =>
    route.fulfill({
      status: 507,
      json: {
        error: {
          message: "The server's disk is full, so nothing was saved.",
          code: -32603,
          data: {
            code: "SERVICE_UNAVAILABLE",
            httpStatus: 507,
            vaultCode: "STORAGE_FULL",
            details: {},
            fields: [],
          },
        },
      },
    }),
  );
  const username = page.getByRole("textbox", { name: "Username" });
  await username.fill("grace");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The server's disk is full" })).toBeVisible();
  await expect(username).toHaveValue("grace");
  await context.unroute("**/api/trpc/items.update*");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".panel").getByText("grace")).toBeVisible();
  expect(complaints.filter((text) => !text.includes("507"))).toEqual([]);
  complaints.length = 0;
});
