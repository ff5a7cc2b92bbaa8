import type { Page } from "@playwright/test";
import { makeItems, type NewTestItem } from "../account.ts";
import { type Chapter, enter, type Tour } from "./tour.ts";

/** Items of every kind: in the list, as forms, and shown. */
export const kindsChapter: Chapter = async (tour) => {
  const { page, account, visit } = tour;
  await makeItems(account, ITEMS);
  await enter(tour);
  await page.getByText("Company card").first().waitFor();
  await visit("list of all kinds");
  await open(tour, "Company card");
  await page.getByRole("button", { name: "Show card number" }).click();
  await visit("card");
  await edit(page);
  await visit("card form");
  await page.getByRole("combobox", { name: "Kind" }).selectOption("Identity");
  await page.getByLabel("First name", { exact: true }).waitFor();
  await visit("identity form, after another kind");
  await page.getByRole("combobox", { name: "Kind" }).selectOption("Card");
  await leave(page);
  await open(tour, "At home");
  await visit("Wi-Fi");
  await page.getByRole("button", { name: "Show QR code" }).click();
  await page.getByRole("img", { name: /^Join/ }).waitFor();
  await visit("Wi-Fi code");
  await page.keyboard.press("Escape");
  await edit(page);
  await visit("Wi-Fi form");
  await leave(page);
  await open(tour, "deploy");
  await page.getByText(/^SHA256:/).waitFor();
  await visit("SSH key");
  await edit(page);
  await visit("SSH key form");
  await page.getByLabel("Private key", { exact: true }).fill("");
  await page.getByRole("button", { name: "Generate key (Ed25519)" }).waitFor();
  await visit("SSH key form, empty");
  await page.getByRole("button", { name: "Generate key (Ed25519)" }).click();
  await page.getByText("New key generated.").waitFor();
  await visit("SSH key form, generated");
};

async function open({ page }: Tour, name: string): Promise<void> {
  await page
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await page.getByRole("heading", { level: 2, name }).waitFor();
}

async function edit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).waitFor();
}

/** Back to the list from a form that has no changes. */
async function leave(page: Page): Promise<void> {
  await page.goto("/#/all");
  await page.getByLabel("Search the vault").waitFor();
}

const text = (id: string, name: string, value: string, kind = "text") => ({ id, name, kind, value });
const PUBLIC_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOrsan+pKJpckW/I90kfhrT2eALlqy6eBiwovKNk5476 ada@example.org";

const ITEMS: readonly NewTestItem[] = [
  {
    name: "Company card",
    kind: "card",
    blob: "Report a loss: 0800 555 010",
    fields: [
      text("cardholder", "Cardholder", "Ada Lovelace"),
      text("brand", "Brand", "Visa"),
      text("card-number", "Card number", "4111111111111111", "hidden"),
      text("expires", "Expires", "2021-03"),
      text("security-code", "CVC", "123", "hidden"),
      { name: "Limit", kind: "text", value: "2000" },
    ],
  },
  {
    name: "At home",
    kind: "wifi",
    password: "correct horse battery staple",
    fields: [text("ssid", "SSID", "Analytical Engine"), text("security", "Security", "WPA2")],
  },
  {
    name: "deploy",
    kind: "ssh-key",
    username: "git",
    fields: [
      text("private-key", "Private key", "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END", "hidden"),
      text("public-key", "Public key", PUBLIC_KEY),
    ],
  },
  { name: "Passport", kind: "identity", fields: [text("full-name", "Full name", "Ada King")] },
  { name: "Recipe", kind: "note", blob: "Two eggs" },
  { name: "Editor", kind: "licence", fields: [text("version", "Version", "4.2")] },
  { name: "Savings", kind: "bank", account: "12345", fields: [text("bank", "Bank", "Harbour Bank")] },
  { name: "Lease", kind: "document" },
  { name: "Locker", kind: "other", password: "0815" },
  { name: "Mail", username: "ada", password: "kO0l1|I-8B$x2Z" },
];
