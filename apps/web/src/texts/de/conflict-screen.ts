import type { conflictScreen as english } from "../en/conflict-screen.ts";
import type { Translation } from "../translation.ts";

/** What is shown if an item was changed elsewhere. */
export const conflictScreen: Translation<typeof english> = {
  title: "Dieser Eintrag wurde anderswo geändert",
  text: "Nichts geht verloren. Behältst du beide Änderungen, gelten deine Werte, wo beide dasselbe Feld geändert haben; die anderen bleiben im Verlauf des Eintrags. Übernimmst du die andere Version, kommt deine in den Verlauf.",
  apart:
    "Die beiden Versionen ändern verschiedene Felder, du kannst also beide Änderungen behalten. Nichts geht verloren: Übernimmst du die andere Version, kommt deine in den Verlauf des Eintrags.",
  field: "Feld",
  mine: "Deine",
  theirs: "Andere",
  empty: "(leer)",
  keepMine: "Beide Änderungen behalten",
  takeTheirs: "Andere Version übernehmen",
  kept: "Deine Version ist im Verlauf des Eintrags.",
  givenUp: (name) => `Deine Änderungen an „${name}“ durch die andere Version ersetzt.`,
};
