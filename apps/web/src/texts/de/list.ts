import type { list as english } from "../en/list.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The list of items: search, columns, choosing rows, and what it says when it is empty. */
export const list: Translation<typeof english> = {
  search: {
    label: "Den Tresor durchsuchen",
    placeholder: "Tresor durchsuchen",
    clear: "Suche leeren",
    results: "Suchergebnisse",
    found: (count) => `${many(count, "Treffer", "Treffer")} im ganzen Tresor`,
    foundInTrash: (count) => `${many(count, "Treffer", "Treffer")} im Papierkorb`,
    notesToo: "Auch die Notizen durchsuchen",
    searching: "Sucht weiter…",
    offered: "Was folgen kann",
    operators: "Wonach man fragen kann",
    operatorList: [
      { write: "name:", means: "im Namen" },
      { write: "url:", means: "in der Website" },
      { write: "user:", means: "im Benutzernamen" },
      { write: "account:", means: "im Konto" },
      { write: "tag:", means: "ein Schlagwort" },
      { write: "field:", means: "in einem eigenen Feld" },
      { write: "notes:", means: "in den Notizen" },
      { write: "in:", means: "eine Kategorie" },
      { write: "has:", means: "hat password, totp, notes…" },
      { write: "is:", means: "ist favourite, weak, reused, old…" },
      { write: "-", means: "nicht, was folgt" },
    ],
  },
  list: {
    count: (count) => many(count, "Eintrag", "Einträge"),
    itemsWord: (count) => (count === 1 ? "Eintrag" : "Einträge"),
    more: "bis jetzt…",
    sort: "Sortieren",
    orders: {
      name: "Nach Namen",
      changed: "Zuletzt geändert",
      used: "Zuletzt benutzt",
      own: "Wie angelegt",
      username: "Nach Benutzernamen",
      website: "Nach Website",
      category: "Nach Kategorie",
    },
    columns: {
      name: "Name",
      username: "Benutzername",
      website: "Website",
      category: "Kategorie",
      changed: "Geändert",
      used: "Benutzt",
      actions: "Aktionen",
    },
    select: (name) => `Auswählen: ${name}`,
    star: (name) => `Favorit: ${name}`,
    favourite: "Favorit",
    neverUsed: "nie",
    inTrash: "Im Papierkorb",
  },
  selection: {
    label: "Ausgewählte Einträge",
    count: (count) => `${count} ausgewählt`,
    none: "Nichts auswählen",
    all: "Alle auswählen",
    star: "Als Favoriten merken",
    unstar: "Keine Favoriten mehr",
    move: "Verschieben nach…",
    moveTitle: (count) => `${many(count, "Eintrag", "Einträge")} verschieben nach`,
    filter: "Kategorie finden",
    noSuchCategory: "So eine Kategorie gibt es nicht.",
    moved: (category, count) =>
      `${count === 1 ? "Verschoben" : `${many(count, "Eintrag", "Einträge")} verschoben`} nach „${category}“.`,
  },
  empty: {
    vault: {
      title: "Dein Tresor ist leer",
      text: "Leg dein erstes Passwort ab. In Kategorien sortieren kannst du jetzt oder später.",
      generator: "Ein Passwort erzeugen",
      later: "Mit ? siehst du die Tasten; mit / suchst du, sobald es etwas zu finden gibt.",
    },
    category: {
      title: "Noch nichts darin",
      text: "Leg hier einen neuen Eintrag an, oder verschieb welche hierher: in der Liste auswählen, dann „Verschieben nach…“.",
    },
    favourites: {
      title: "Noch keine Favoriten",
      text: "Gib einem Eintrag seinen Stern, oder drück f auf ihm in der Liste, dann ist er hier.",
    },
    recent: {
      title: "Noch nichts benutzt",
      text: "Was du öffnest oder woraus du kopierst, erscheint hier, das Neueste zuerst.",
    },
    search: {
      title: "Kein Treffer",
      text: (query, notesToo) =>
        `Nichts in deinem Tresor passt zu „${query}“. ${notesToo ? "Passwörter werden nicht durchsucht." : "Passwörter und Notizen wurden nicht durchsucht."}`,
      unknown: (written, operator) =>
        operator === "is"
          ? `„${written}“ ist nicht bekannt. Es gibt is:favourite, weak, reused, old, insecure, trash, used und damaged.`
          : `„${written}“ ist nicht bekannt. Es gibt has:password, totp, notes, url, user, account, tag und field.`,
      create: (name) => `Neuer Eintrag „${name}“`,
    },
  },
};
