import { describe, expect, it } from "vitest";
import { activity as deActivity } from "./de/account.ts";
import { accountScreen as deAccountScreen } from "./de/account-screen.ts";
import { administration as deAdministration } from "./de/administration.ts";
import { categoryDialogs as deCategoryDialogs } from "./de/category-dialogs.ts";
import { de as deFirst } from "./de/de.ts";
import { filesScreen as deFiles } from "./de/files-screen.ts";
import { generatorScreen as deGenerator } from "./de/generator-screen.ts";
import { health as deHealth } from "./de/health.ts";
import { itemScreen as deItemScreen } from "./de/item-screen.ts";
import { newAccount as deNewAccount } from "./de/new-account.ts";
import { palette as dePalette } from "./de/palette.ts";
import { passkeys as dePasskeys } from "./de/passkeys.ts";
import { secondFactor as deSecondFactor } from "./de/second-factor.ts";
import { settingsScreen as deSettings } from "./de/settings-screen.ts";
import { shortcuts as deShortcuts } from "./de/shortcuts.ts";
import { stay as deStay } from "./de/stay.ts";
import { transfer as deTransfer } from "./de/transfer.ts";
import { trashScreen as deTrashScreen } from "./de/trash-screen.ts";
import { activity as enActivity } from "./en/account.ts";
import { accountScreen as enAccountScreen } from "./en/account-screen.ts";
import { administration as enAdministration } from "./en/administration.ts";
import { categoryDialogs as enCategoryDialogs } from "./en/category-dialogs.ts";
import { en as enFirst } from "./en/en.ts";
import { filesScreen as enFiles } from "./en/files-screen.ts";
import { generatorScreen as enGenerator } from "./en/generator-screen.ts";
import { health as enHealth } from "./en/health.ts";
import { itemScreen as enItemScreen } from "./en/item-screen.ts";
import { newAccount as enNewAccount } from "./en/new-account.ts";
import { palette as enPalette } from "./en/palette.ts";
import { passkeys as enPasskeys } from "./en/passkeys.ts";
import { secondFactor as enSecondFactor } from "./en/second-factor.ts";
import { settingsScreen as enSettings } from "./en/settings-screen.ts";
import { shortcuts as enShortcuts } from "./en/shortcuts.ts";
import { stay as enStay } from "./en/stay.ts";
import { transfer as enTransfer } from "./en/transfer.ts";
import { trashScreen as enTrashScreen } from "./en/trash-screen.ts";
import { languageOf } from "./texts.ts";

const de = {
  ...deFirst,
  ...deActivity,
  accountScreen: deAccountScreen,
  administration: deAdministration,
  settingsScreen: deSettings,
  filesScreen: deFiles,
  generatorScreen: deGenerator,
  itemScreen: deItemScreen,
  categoryDialogs: deCategoryDialogs,
  paletteScreen: dePalette,
  trashScreen: deTrashScreen,
  newAccount: deNewAccount,
  health: deHealth,
  passkeys: dePasskeys,
  secondFactor: deSecondFactor,
  shortcuts: deShortcuts,
  stay: deStay,
  transfer: deTransfer,
};
const en = {
  ...enFirst,
  ...enActivity,
  accountScreen: enAccountScreen,
  administration: enAdministration,
  settingsScreen: enSettings,
  filesScreen: enFiles,
  generatorScreen: enGenerator,
  itemScreen: enItemScreen,
  categoryDialogs: enCategoryDialogs,
  paletteScreen: enPalette,
  trashScreen: enTrashScreen,
  newAccount: enNewAccount,
  health: enHealth,
  passkeys: enPasskeys,
  secondFactor: enSecondFactor,
  shortcuts: enShortcuts,
  stay: enStay,
  transfer: enTransfer,
};

type Leaf = string | ((...values: never[]) => unknown);

/** What a text with parameters that aren't plain numbers or strings is tried with. */
const SAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  "logIn.lengthOf": [{ count: 8765432, unit: "day" }],
  "empty.search.unknown": ["Äpfel", "kind"],
  "category.movedInto": ["Äpfel", "Birnen", 8765432, 7654321],
};

/** The same in both languages, and rightly so. */
const ALIKE = new Set([
  "OpenPassPhrase",
  "Administration",
  "Link",
  "Backups",
  "Name",
  "Website",
  "System",
  "Passphrase",
  "Passkey",
  "Passkeys",
  "Server",
  "Generator",
  "Login",
  "PIN",
  "Bank",
  "IBAN",
  "BIC",
  "WEP",
  "Version",
  "Export",
  "Format",
  "Text",
  "OK",
]);

describe("the languages", () => {
  it("have the same texts, and lists of the same length", () => {
    expect([...leaves(de)].map(([path]) => path)).toEqual([...leaves(en)].map(([path]) => path));
  });

  it("say the same values, for one and for many", () => {
    const german = new Map(leaves(de));
    for (const [path, english] of leaves(en)) {
      const other = german.get(path);
      if (typeof english !== "function" || typeof other !== "function") continue;
      for (const values of valuesFor(path, [english, other])) {
        const [said, gesagt] = [tell(english, values), tell(other, values)];
        expect(`${path}: ${said} | ${gesagt}`).not.toMatch(/undefined|NaN|\[object/);
        expect({ path, gesagt, values: valuesIn(gesagt) }).toEqual({ path, gesagt, values: valuesIn(said) });
      }
    }
  });

  it("leave no English text in the German", () => {
    const english = new Map(leaves(en));
    const same = [...leaves(de)].filter(
      ([path, text]) =>
        typeof text === "string" && /\p{L}{2}/u.test(text) && text === english.get(path) && !ALIKE.has(text),
    );
    // A key's own name, and what is handed on as a value, isn't a text.
    expect(same.filter(([path]) => !/\.(value|key|write)$|\.keys\.\d+$/.test(path))).toEqual([]);
  });

  it("follow the first wish that there are texts for", () => {
    expect(languageOf(["fr-CA", "de-AT", "en"])).toBe("de");
    expect(languageOf(["EN-gb"])).toBe("en");
    expect(languageOf(["fr"])).toBe("en");
    expect(languageOf([])).toBe("en");
  });
});

function* leaves(texts: object, path = ""): Generator<[string, Leaf]> {
  for (const [key, value] of Object.entries(texts)) {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "object" && value !== null) yield* leaves(value, here);
    else yield [here, value as Leaf];
  }
}

const MANY = [8765432, 7654321, 6543210] as const;
const ONE = [1, 1, 1] as const;
const WORDS = ["Äpfel", "Birnen", "Clementinen"] as const;

/** Numbers where the text takes them, words in the places where it doesn't. */
function valuesFor(path: string, texts: readonly Leaf[]): readonly (readonly unknown[])[] {
  const sample = SAMPLES[path];
  if (sample) return [sample];
  const mixes = [MANY, ONE, WORDS, [WORDS[0], MANY[1]], [MANY[0], WORDS[1]]];
  const fitting = mixes.filter((values) => {
    try {
      return texts.every((text) => !/undefined|NaN/.test(tell(text, values)));
    } catch {
      return false;
    }
  });
  if (fitting.length === 0) throw new Error(`${path} takes none of the samples: give it one of its own.`);
  return fitting;
}

function tell(text: Leaf, values: readonly unknown[]): string {
  if (typeof text !== "function") return text;
  const said = (text as (...values: readonly unknown[]) => unknown)(...values);
  return typeof said === "string" ? said : JSON.stringify(said);
}

/** The numbers and sample words in a sentence, however the language writes and orders them. */
function valuesIn(said: string): readonly string[] {
  const numbers = said.replaceAll(/(?<=\d)[.,](?=\d{3})/g, "").match(/\d{2,}/g) ?? [];
  const words = WORDS.filter((word) => said.toLowerCase().includes(word.toLowerCase()));
  return [...numbers, ...words].toSorted();
}
