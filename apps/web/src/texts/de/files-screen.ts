import type { filesScreen as english } from "../en/files-screen.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The files of an item. */
export const filesScreen: Translation<typeof english> = {
  title: "Dateien",
  add: "Datei hinzufügen",
  drop: "Lege Dateien hier ab, um sie diesem Eintrag hinzuzufügen.",
  none: "Keine Dateien",
  from: (when: string, device: string) => (device === "" ? when : `${when}, ${device}`),
  download: (name: string) => `${name} herunterladen`,
  rename: (name: string) => `${name} umbenennen`,
  remove: (name: string) => `${name} entfernen`,
  renameTitle: "Datei umbenennen",
  name: "Name der Datei",
  removed: (name: string) =>
    `„${name}“ entfernt. Du kannst die Datei im Verlauf des Eintrags wiederherstellen.`,
  restored: (name: string) => `„${name}“ wiederhergestellt.`,
  downloaded: (name: string) =>
    `„${name}“ heruntergeladen. Die Kopie auf diesem Gerät ist nicht verschlüsselt.`,
  brokenOff: "Die Datei wurde nicht vollständig heruntergeladen. Sie ist vielleicht beschädigt.",
  sending: (name: string) => `${name} wird gesendet`,
  stopped: "Angehalten",
  goOn: (name: string) => `${name} weiter senden`,
  cancel: (name: string) => `${name} abbrechen`,
  unfinished: "Nicht vollständig angekommen. Sende die Datei noch einmal.",
  damaged: "Beschädigte Datei",
  tooLarge: (name: string, most: string) => `„${name}“ ist zu groß. Eine Datei darf höchstens ${most} haben.`,
  noRoom: (name: string, left: string) => `„${name}“ passt nicht. Frei sind noch ${left}.`,
  removedTitle: "Entfernte Dateien",
  restore: (name: string) => `${name} wiederherstellen`,
  removedAt: (when: string) => `Entfernt ${when}`,
  use: "Speicher für Dateien",
  used: (used: string, quota: string, count: number) =>
    `${used} von ${quota} in ${many(count, "Datei", "Dateien")}`,
};
