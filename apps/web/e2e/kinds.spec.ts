import type { Page } from "@playwright/test";
import { decodeQR } from "qr/decode.js";
import { logIn, makeItems } from "./account.ts";
import { expect, test } from "./test.ts";

const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const kindOf = (page: Page) => page.getByRole("combobox", { name: "Kind" });
const readClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("a card is made, shown in groups, found by its kind, and loses nothing as another kind", async ({
  page,
  context,
  account,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await logIn(page, account);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await kindOf(page).selectOption("Card");
  await field(page, "Name").fill("Visa");
  await field(page, "Cardholder").fill("Ada Lovelace");
  await field(page, "Card number").fill("4111-1111 1111 1111");
  await field(page, "Expires").fill("3/20");
  await field(page, "PIN").fill("4711");
  await page.getByRole("button", { name: "Add field" }).click();
  await page.keyboard.type("Colour");
  await page.getByLabel("Value of Colour").fill("blue");
  await save(page);

  await expect(page.getByRole("heading", { level: 2, name: "Visa" })).toBeVisible();
  const labels = page.locator(".fact-label");
  await expect(labels).toHaveText(["Cardholder", "Card number", "Expires", "PIN", "Colour"]);
  await expect(page.getByText("03/2020")).toBeVisible();
  await expect(page.getByText("expired")).toBeVisible();
  await expect(page.getByText("4111")).toBeHidden();
  await page.getByRole("button", { name: "Show card number" }).click();
  await expect(page.getByText("4111 1111 1111 1111")).toBeVisible();
  // Without a password, its key copies the first secret.
  await page.keyboard.press("c");
  await expect.poll(() => readClipboard(page)).toBe("4111111111111111");

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await kindOf(page).selectOption("Bank account");
  await field(page, "IBAN").fill("DE44500105175407324931");
  await save(page);
  await expect(labels).toHaveText(["IBAN", "PIN", "Cardholder", "Card number", "Expires", "Colour"]);
  await page.getByRole("combobox", { name: "Search the vault" }).fill("kind:card");
  await expect(page.getByText("No results")).toBeVisible();
  await page.getByRole("combobox", { name: "Search the vault" }).fill("kind:bank ada");
  await expect(page.getByRole("button", { name: /^Visa Bank account/ })).toBeVisible();
});

test("an SSH key is generated, and a Wi-Fi network has a code to scan", async ({ page, account }) => {
  await makeItems(account, [
    {
      name: "At home",
      kind: "wifi",
      password: 'p;"x',
      fields: [{ id: "ssid", name: "SSID", kind: "text", value: "home" }],
    },
  ]);
  await logIn(page, account);
  await page.getByRole("button", { name: /^At home/ }).click();
  await page.getByRole("button", { name: "Show QR code" }).click();
  await expect(page.getByRole("img", { name: "Join home" })).toBeVisible();
  const picture = await page.locator(".qr-code").screenshot();
  await page.keyboard.press("Escape");
  expect(await readPicture(page, picture)).toBe('WIFI:T:WPA;S:home;P:p\\;\\"x;;');

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("ssh key");
  await page.getByRole("option", { name: "New item: SSH key" }).click();
  await field(page, "Name").fill("deploy");
  await page.getByRole("button", { name: "Generate key (Ed25519)" }).click();
  await expect(field(page, "Public key")).toHaveValue(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5[\w+/]+ deploy$/);
  await save(page);
  const fingerprint = page.getByText(/^SHA256:[\w+/]{43}$/);
  await expect(fingerprint).toBeVisible();
  await page.getByRole("button", { name: "Show private key" }).click();
  await expect(page.getByText(/^-----BEGIN OPENSSH/)).toBeVisible();
});

/** What a phone's camera would read. */
async function readPicture(page: Page, png: Buffer): Promise<string> {
  const { width, height, data } = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      const image = context?.getImageData(0, 0, bitmap.width, bitmap.height);
      return { width: bitmap.width, height: bitmap.height, data: [...(image?.data ?? [])] };
    },
    [...png],
  );
  return decodeQR({ width, height, data: Uint8ClampedArray.from(data) });
}
