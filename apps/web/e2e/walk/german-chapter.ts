import { makeItems } from "../account.ts";
import { fillWithMadeUpData } from "../made-up-vault.ts";
import type { Chapter } from "./tour.ts";

/** The main screens in German, whose words are longer. */
export const germanChapter: Chapter = async (tour) => {
  const { page, account, phone, visit, serve } = tour;
  await fillWithMadeUpData(account);
  const [made] = await makeItems(account, [
    {
      name: "Sparkasse",
      username: "ada.lovelace",
      account: "DE44 5001 0517",
      password: "password1",
      url: "https://bank.example",
      totp: "otpauth://totp/Bank:ada@example.org?secret=JBSWY3DPEHPK3PXP&issuer=Bank",
      blob: "Kundendienst: 0800 555 010",
      fields: [{ name: "Gültig bis", kind: "date", value: "2027-03-31" }],
    },
  ]);
  await account.call("items.update", { items: [{ id: made?.id, revision: 1, blob: "Notiz" }] });
  const speakGerman = async (url: string) => {
    await page.goto(url);
    await page.evaluate(() => localStorage.setItem("opp.settings", JSON.stringify({ language: "de" })));
    await page.reload();
  };
  await speakGerman("/");
  await page.getByRole("heading", { name: "Anmelden" }).waitFor();
  await visit("log in");
  await page.getByRole("button", { name: "Passphrase vergessen?" }).click();
  await page.getByRole("heading", { name: "Neue Passphrase festlegen" }).waitFor();
  await visit("recover");
  await page.reload();
  await page.getByRole("textbox", { name: "Benutzername" }).fill(account.username);
  await page.getByLabel("Passwort", { exact: true }).fill(account.password);
  await page.getByLabel("Passphrase", { exact: true }).fill(account.passphrase);
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  const box = page.getByLabel("Tresor durchsuchen");
  await box.waitFor();
  await page.getByText("Harbour Bank").first().waitFor();
  await visit("vault");
  if (phone) {
    await page.getByRole("button", { name: "Menü öffnen" }).first().click();
    await visit("menu");
    await page.keyboard.press("Escape");
  }
  await box.fill("gibt es nicht");
  await page.getByText("Keine Treffer").waitFor();
  await visit("search, no hit");
  await box.fill("");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Befehlspalette" }).waitFor();
  await visit("palette");
  await page.keyboard.press("Escape");
  await box.blur();
  await page.locator("body").press("?");
  await page.getByRole("dialog").waitFor();
  await visit("keys");
  await page.keyboard.press("Escape");
  await page.goto(`/#/all/item/${made?.id}`);
  await page.getByText("Dieses Passwort:").waitFor();
  await visit("item");
  await page.keyboard.press("h");
  await page.getByRole("dialog").getByRole("listitem").first().waitFor();
  await visit("history");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await page.getByText("Sehr schwach").waitFor();
  await visit("item form");
  for (const [place, title] of [
    ["health", "Passwortsicherheit"],
    ["generator", "Generator"],
    ["trash", "Papierkorb"],
    ["account", "Konto"],
  ] as const) {
    await page.goto(`/#/${place}`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    if (place === "health") await page.getByRole("img", { name: /^Punktzahl: / }).waitFor();
    if (place === "generator") await page.getByText("Bit Entropie").waitFor();
    await visit(place);
  }
  await page
    .getByText(/^Angemeldet\b/)
    .first()
    .waitFor();
  for (const name of await page.locator(".section-link").allInnerTexts()) {
    await page.locator(".section-link").filter({ hasText: name }).click();
    await visit(`account, ${name.toLowerCase()}`);
  }
  await page.getByRole("button", { name: "Löschen…" }).click();
  await page.getByRole("dialog").waitFor();
  await visit("delete the account");
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("heading", { name: "Gesperrt" }).waitFor();
  await visit("locked");
  await speakGerman(await serve({ OPP_REGISTRATION: "first" }));
  await page.getByRole("heading", { level: 1, name: "Tresor erstellen" }).waitFor();
  await visit("first account");
};
