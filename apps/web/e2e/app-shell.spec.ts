import type { Page } from "@playwright/test";
import { fillLogIn, logIn, makeItems } from "./account.ts";
import { openBuildProxy } from "./build-proxy.ts";
import { expect, test } from "./test.ts";

test.use({ serviceWorkers: "allow" });

const hasShell = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state === "activated");

const lookForUpdate = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => {});
  });

const bar = (page: Page) => page.getByRole("status").filter({ hasText: "A new version is available." });

test("the app can be installed", async ({ page, baseURL, request }) => {
  await page.goto("/");
  await expect.poll(() => hasShell(page)).toBe(true);
  const session = await page.context().newCDPSession(page);
  const { errors, url } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toBe(`${baseURL}/manifest.webmanifest`);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Playwright's contexts are private windows, into which nothing can be installed: the one thing to complain of.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  const manifest = await (await request.get(url)).json();
  for (const { src, sizes } of manifest.icons as { src: string; sizes: string }[]) {
    const width = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return image.naturalWidth;
    }, src);
    if (sizes !== "any") expect(`${width}x${width}`).toBe(sizes);
  }
});

test("the service worker keeps the shell, and never an answer of the API", async ({ page, account }) => {
  await makeItems(account, [{ name: "Bank", password: "s3cret" }]);
  await page.goto("/");
  await expect.poll(() => hasShell(page)).toBe(true);
  await page.reload();
  await fillLogIn(page, account);
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByText("s3cret")).toBeVisible();
  const kept = await page.evaluate(async () => {
    const found: { path: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        found.push({ path: new URL(request.url).pathname, text: (await answer?.text()) ?? "" });
      }
    }
    return found;
  });
  expect(kept.map(({ path }) => path)).toContain("/");
  expect(
    kept.filter(({ path }) => !/^\/($|_next\/static\/|first\.js|icons?[./]|manifest)/.test(path)),
  ).toEqual([]);
  expect(kept.filter(({ text }) => text.includes("s3cret") || text.includes(account.username))).toEqual([]);
});

test("without its server the app starts, says so, and continues when the server is back", async ({
  page,
  account,
  baseURL,
  complaints,
}) => {
  await using proxy = await openBuildProxy(baseURL ?? "");
  await page.goto(proxy.url);
  await expect.poll(() => hasShell(page)).toBe(true);
  await page.reload();
  await fillLogIn(page, account);
  await page.getByRole("navigation", { name: "Vault" }).waitFor();

  proxy.become("down");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("Can't reach the server.", { exact: false }).first()).toBeVisible();
  const stranger = await page.context().newPage();
  await stranger.goto(proxy.url);
  await stranger.getByRole("button", { name: "Use another account" }).click();
  await expect(stranger.getByRole("heading", { name: "Can't reach the server" })).toBeVisible();

  proxy.become("as it is");
  await expect(stranger.getByRole("heading", { name: "Log in" })).toBeVisible();
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByRole("navigation", { name: "Vault" }).waitFor();
  // Chromium logs each request that got no answer.
  expect(complaints.filter((text) => !text.includes("ERR_"))).toEqual([]);
  complaints.length = 0;
});

test("a new build is offered, not while a form is open, and taken as a whole", async ({
  page,
  account,
  baseURL,
}) => {
  await using proxy = await openBuildProxy(baseURL ?? "");
  await page.goto(proxy.url);
  await expect.poll(() => hasShell(page)).toBe(true);
  await page.reload();
  await fillLogIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Half a thought");

  proxy.become("next build");
  await lookForUpdate(page);
  await expect(bar(page)).toContainText("Save or close the form");
  await expect(bar(page).getByRole("button", { name: "Reload" })).toHaveCount(0);
  await page.getByRole("button", { name: "Save" }).click();
  await bar(page).getByRole("button", { name: "Reload" }).click();
  await expect(page.locator("meta[name=build]")).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
});

test("a build that waits is taken at the next start", async ({ page, baseURL }) => {
  await using proxy = await openBuildProxy(baseURL ?? "");
  await page.goto(proxy.url);
  await expect.poll(() => hasShell(page)).toBe(true);
  await page.reload();
  proxy.become("next build");
  await lookForUpdate(page);
  const offer = bar(page).getByRole("button", { name: "Reload" });
  await expect(offer).toBeVisible();
  await page.reload();
  // Chromium holds it back while the old worker isn't at rest: then it is offered again.
  const taken = page.locator("meta[name=build]");
  await expect(taken.or(offer)).toHaveCount(1);
  if (await offer.isVisible()) await offer.click();
  await expect(taken).toHaveCount(1, { timeout: 60_000 });
});

test("a build of which a file doesn't fit is not taken", async ({ page, baseURL, complaints }) => {
  await using proxy = await openBuildProxy(baseURL ?? "");
  await page.goto(proxy.url);
  await expect.poll(() => hasShell(page)).toBe(true);
  await page.reload();
  proxy.become("half-copied build");
  await lookForUpdate(page);
  const state = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return [registration?.installing ?? null, registration?.waiting ?? null, (await caches.keys()).length];
    });
  await expect.poll(state).toEqual([null, null, 1]);
  await page.reload();
  await expect(
    page.getByRole("button", { name: "Log in" }).or(page.getByText("Create your vault")),
  ).toBeVisible();
  await expect(page.locator("meta[name=build]")).toHaveCount(0);
  complaints.length = 0;
});

test("a server of another version is told", async ({ page, account, baseURL }) => {
  await using proxy = await openBuildProxy(baseURL ?? "");
  proxy.become("other version");
  await page.goto(proxy.url);
  await fillLogIn(page, account);
  await expect(page.getByText("The server runs version 9.9.9; this page is still version")).toBeVisible();
});

test("a page of another contract than the server's reads, but saves nothing, and says so", async ({
  page,
  account,
}) => {
  const [bank] = await makeItems(account, [{ name: "Bank", username: "ada" }]);
  await logIn(page, account);
  await page.route("**/api/trpc/items.update*", (route) =>
    route.continue({ headers: { ...route.request().headers(), "x-opp-contract": "0" } }),
  );
  await page.getByRole("button", { name: /^Bank/ }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Username" }).fill("somebody else");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "so nothing was saved" })).toBeVisible();
  const bar = page.getByRole("status").filter({ hasText: "not save changes" });
  await expect(bar).toContainText("Copy your changes first.");
  await expect(page.getByRole("textbox", { name: "Username" })).toHaveValue("somebody else");
  const { items } = await account.read<{ items: { id: number; username: string }[] }>("items.list");
  expect(items.map(({ id, username }) => ({ id, username }))).toEqual([{ id: bank?.id, username: "ada" }]);
  // The browser asks before what was typed goes.
  page.on("dialog", (dialog) => void dialog.accept());
  await bar.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
});

test("Trusted Types let the build's own scripts pass, and nothing else", async ({ page, complaints }) => {
  await page.goto("/");
  await expect.poll(() => hasShell(page)).toBe(true);
  const attempts = await page.evaluate(() => {
    const tryIt = (run: () => unknown) => {
      try {
        run();
        return "let through";
      } catch (error) {
        return error instanceof TypeError ? "refused" : String(error);
      }
    };
    const script = document.createElement("script");
    return {
      html: tryIt(() => (document.createElement("div").innerHTML = "<b>x</b>")),
      foreign: tryIt(() => (script.src = "https://example.com/x.js")),
      own: tryIt(() => (script.src = "/api/trpc/system.status")),
      climbing: tryIt(() => (script.src = "/_next/static/../../api/x.js")),
      policy: tryIt(() => Reflect.get(globalThis, "trustedTypes").createPolicy("other", {})),
    };
  });
  expect(new Set(Object.values(attempts))).toEqual(new Set(["refused"]));
  expect(complaints.length).toBeGreaterThan(0);
  complaints.length = 0;
});
