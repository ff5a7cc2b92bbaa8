import type { historyScreen as english } from "../en/history-screen.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** An item's earlier versions. */
export const historyScreen: Translation<typeof english> = {
  secrets: "Geheimnisse",
  now: "Aktuell",
  before: "Vorher",
  after: "Nachher",
  written: (when) => `Gespeichert ${when}`,
  writtenFrom: (when, device) => `Gespeichert ${when} auf ${device}`,
  compare: "Mit aktueller vergleichen",
  sinceThen: "Mit der aktuellen Version verglichen",
  asNow: "Wie die aktuelle Version.",
  none: "Keine früheren Versionen. Bei jeder Änderung bleibt die vorherige hier erhalten.",
  until: (when) => `Bis ${when}`,
  restore: "Wiederherstellen",
  restored: "Version wiederhergestellt.",
  restoredOf: (name) => `Frühere Version von „${name}“ wiederhergestellt.`,
  same: "Keine sichtbaren Unterschiede.",
  forget: "Verlauf löschen",
  forgetSure: (count) => `${many(count, "Version", "Versionen")} löschen`,
  forgotten: "Verlauf gelöscht.",
};
