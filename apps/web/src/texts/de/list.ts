import type { list as english } from "../en/list.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The item list: search, columns, selection and empty states. */
export const list: Translation<typeof english> = {
  search: {
    label: "Tresor durchsuchen",
    placeholder: "Tresor durchsuchen",
    clear: "Suche leeren",
    results: "Suchergebnisse",
    found: (count) => `${many(count, "Treffer", "Treffer")} im ganzen Tresor`,
    foundInTrash: (count) => `${many(count, "Treffer", "Treffer")} im Papierkorb`,
    notesToo: "Auch Notizen durchsuchen",
    searching: "Suche läuft noch…",
    offered: "Vorschläge",
    operators: "Suchoperatoren",
    operatorList: [
      { write: "name:", means: "im Namen" },
      { write: "url:", means: "in der Website" },
      { write: "user:", means: "im Benutzernamen" },
      { write: "account:", means: "in der Kundennummer" },
      { write: "tag:", means: "mit diesem Schlagwort" },
      { write: "field:", means: "in einem eigenen Feld" },
      { write: "notes:", means: "in den Notizen" },
      { write: "in:", means: "in dieser Kategorie" },
      { write: "kind:", means: "Art des Eintrags: card, note, wifi…" },
      { write: "has:", means: "hat password, totp, notes…" },
      { write: "is:", means: "ist favourite, weak, reused, old…" },
      { write: "-", means: "schließt das Folgende aus" },
    ],
  },
  list: {
    count: (count) => many(count, "Eintrag", "Einträge"),
    itemsWord: (count) => (count === 1 ? "Eintrag" : "Einträge"),
    more: "bis jetzt geladen…",
    sort: "Sortieren",
    orders: {
      name: "Nach Namen",
      changed: "Zuletzt geändert",
      used: "Zuletzt benutzt",
      own: "Nach Erstellung",
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
    none: "Auswahl aufheben",
    all: "Alle auswählen",
    star: "Zu Favoriten hinzufügen",
    unstar: "Aus Favoriten entfernen",
    move: "Verschieben nach…",
    export: "Ausgewählte Einträge exportieren…",
    moveTitle: (count) => `${many(count, "Eintrag", "Einträge")} verschieben nach`,
    words: {
      all: "Alle",
      star: "Favoriten",
      move: "Verschieben",
      tags: "Schlagwörter",
      export: "Export",
      trash: "Papierkorb",
    },
    filter: "Kategorie finden",
    noSuchCategory: "Keine passende Kategorie.",
    newCategory: (name) => (name === "" ? "Neue Kategorie…" : `Neue Kategorie „${name}“`),
    moved: (category, name, count) =>
      `${count === 1 ? `„${name}“` : many(count, "Eintrag", "Einträge")} nach „${category}“ verschoben.`,
  },
  empty: {
    vault: {
      title: "Dein Tresor ist leer",
      text: "Speichere dein erstes Passwort. In Kategorien sortieren kannst du jederzeit.",
      generator: "Passwort erzeugen",
      importFile: "Aus anderem Manager importieren",
      later: "Mit ? siehst du die Tastenkürzel.",
    },
    category: {
      title: "Diese Kategorie ist leer",
      text: "Füge einen Eintrag hinzu oder verschiebe Einträge hierher: in der Liste auswählen, dann „Verschieben nach…“.",
    },
    favourites: {
      title: "Noch keine Favoriten",
      text: "Um einen Eintrag hinzuzufügen, wähle seinen Stern oder drücke f in der Liste.",
    },
    recent: {
      title: "Noch nichts benutzt",
      text: "Einträge, die du öffnest oder aus denen du kopierst, erscheinen hier, die neuesten zuerst.",
    },
    search: {
      title: "Keine Treffer",
      text: (query, notesToo) =>
        `Nichts in deinem Tresor passt zu „${query}“. ${notesToo ? "Passwörter werden nicht durchsucht." : "Passwörter und Notizen wurden nicht durchsucht."}`,
      unknown: (written, operator) =>
        ({
          is: `„${written}“ ist kein Suchoperator. Es gibt is:favourite, breached, weak, reused, old, insecure, trash, used und damaged.`,
          has: `„${written}“ ist kein Suchoperator. Es gibt has:password, totp, notes, url, user, account, tag, field und file.`,
          kind: `„${written}“ ist kein Suchoperator. Es gibt kind:login, card, identity, note, ssh-key, wifi, licence, bank, document und other.`,
        })[operator],
      create: (name) => `Neuer Eintrag „${name}“`,
    },
  },
};
