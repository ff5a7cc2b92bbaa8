import { expect, test } from "@playwright/test";

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
