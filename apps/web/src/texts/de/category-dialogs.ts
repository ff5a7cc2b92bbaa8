import type { categoryDialogs as english } from "../en/category-dialogs.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The dialogs of categories. Nothing of them is in the first load. */
export const categoryDialogs: Translation<typeof english> = {
  renameTitle: "Kategorie umbenennen",
  name: "Name",
  moveIntoTitle: (name) => `„${name}“ verschieben in…`,
  deleteTitle: (name) => `„${name}“ löschen?`,
  deleted: (name) => `„${name}“ in den Papierkorb verschoben.`,
  isEmpty: "Diese Kategorie hat keine Einträge. Sie kommt in den Papierkorb.",
  whatOfContents: (items, categories) => {
    const what = [
      ...(categories > 0 ? [many(categories, "Kategorie", "Kategorien")] : []),
      ...(items > 0 ? [many(items, "Eintrag", "Einträge")] : []),
    ].join(" und ");
    return `Diese Kategorie enthält ${what}. Was soll damit passieren?`;
  },
  keep: "Einträge behalten",
  keepHint:
    "Sie bleiben ohne Kategorie im Tresor. Stellst du die Kategorie wieder her, gehören sie wieder dazu.",
  keepContents: "Inhalt behalten",
  keepContentsHint:
    "Unterkategorien rücken eine Ebene auf, Einträge bleiben ohne Kategorie. Stellst du die Kategorie wieder her, ist alles wieder darin.",
  along: "Einträge auch löschen",
  alongHint: "Sie kommen in den Papierkorb. Dort kannst du sie wiederherstellen.",
  alongContents: "Alles darin löschen",
  alongContentsHint:
    "Unterkategorien und alle Einträge kommen in den Papierkorb. Stellst du die Kategorie wieder her, kommen sie mit zurück.",
};
