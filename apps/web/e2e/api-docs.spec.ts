import { expect, type Page, test } from "@playwright/test";
import { lookWithAxe } from "./look-with-axe.ts";

/** Requests and console of a page, from its first moment. */
test("the reference page of v1 tries the API under its strict policy, and keeps no secret", async ({
  page,
  baseURL,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.text().includes("Content Security Policy"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith("data:"))
      elsewhere.push(request.url());
  });
  await page.goto("/api/docs");
  await expect(page.getByRole("heading", { name: "REST API v1", level: 1 })).toBeVisible();

  const person = { username: "reader of documents", password: "password of reader" };
  const phrase = "passphrase of reader";
  const put = await page.request.put("/api/v1/user", { data: { ...person, phrase } });
  expect(put.status()).toBe(200);
  const auth = await page.request.post("/api/v1/auth", { data: person });
  const { access_token: token } = await auth.json();

  await page.getByRole("button", { name: "Authorize" }).first().click();
  const inputs = page.locator(".auth-container input");
  await inputs.nth(0).fill(token);
  await page.locator(".auth-container button.authorize").nth(0).click();
  await page.locator(".auth-container input").first().fill(phrase);
  await page.locator(".auth-container button.authorize").first().click();
  await page.getByRole("button", { name: "Close" }).first().click();

  const listing = page.locator("#operations-v1-listItems");
  await listing.locator(".opblock-summary-control").click();
  await listing.getByRole("button", { name: "Try it out" }).click();
  await listing.getByRole("button", { name: "Execute" }).click();
  await expect(listing.locator(".live-responses-table tbody .response-col_status")).toContainText("200");
  await expect(listing.locator(".live-responses-table")).toContainText('"result": "success"');

  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(phrase);
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});

test("the reference page of v1 is read and used without a mouse, in both themes", async ({ page }) => {
  const look = async (state: string) => {
    const violations = await lookWithAxe(page, {
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
      rules: { "heading-order": { enabled: true } },
    });
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
      state,
    ).toEqual([]);
  };
  await page.goto("/api/docs");
  await page.getByRole("heading", { name: "REST API v1", level: 1 }).waitFor();
  const listing = page.locator("#operations-v1-listItems");
  await listing.locator(".opblock-summary-control").press("Enter");
  await listing.getByRole("button", { name: "Try it out" }).press("Enter");
  await listing.getByRole("button", { name: "Execute" }).press("Enter");
  await expect(listing.locator(".live-responses-table tbody .response-col_status")).toContainText("401");
  await look("an operation");
  await page.getByRole("button", { name: "Authorize" }).first().press("Enter");
  await page.locator(".auth-container input").first().waitFor();
  await look("authorize");
  await page.getByRole("button", { name: "Close" }).first().press("Enter");
  await page.emulateMedia({ colorScheme: "dark" });
  // The dark is the light turned round, of which axe doesn't know: what it finds is read from the picture.
  expect(await weakestBadge(page)).toBeGreaterThan(4.5);
});

/** The contrast of the badges' letters and ground as they are painted. */
async function weakestBadge(page: Page): Promise<number> {
  const pictures: string[] = [];
  for (const method of ["get", "post", "put", "delete"]) {
    const badge = page.locator(`.opblock-${method} .opblock-summary-method`).first();
    pictures.push((await badge.screenshot()).toString("base64"));
  }
  return page.evaluate(async (files) => {
    const luminance = (rgb: Iterable<number>) => {
      const [r = 0, g = 0, b = 0] = Array.from(rgb, (part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrasts = files.map(async (file) => {
      const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const { width, height } = picture;
      const canvas = new OffscreenCanvas(width, height);
      const pen = canvas.getContext("2d");
      pen?.drawImage(picture, 0, 0);
      const { data = new Uint8ClampedArray() } = pen?.getImageData(8, 8, width - 16, height - 16) ?? {};
      const seen: number[] = [];
      for (let at = 0; at < data.length; at += 4) seen.push(luminance(data.subarray(at, at + 3)));
      const darkest = seen.reduce((a, b) => Math.min(a, b), 1);
      const lightest = seen.reduce((a, b) => Math.max(a, b), 0);
      return (lightest + 0.05) / (darkest + 0.05);
    });
    return (await Promise.all(contrasts)).reduce((a, b) => Math.min(a, b), 21);
  }, pictures);
}
