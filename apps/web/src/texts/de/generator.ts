import type { generator as english } from "../en/generator.ts";
import type { Translation } from "../translation.ts";

/** The generator. */
export const generator: Translation<typeof english> = {
  generator: {
    title: "Generator",
    text: "In diesem Browser gemacht, aus seiner eigenen Zufallsquelle. Nichts wird irgendwohin gesendet.",
    open: "Generator öffnen",
    again: "Ein anderes",
    use: "Dieses Passwort nehmen",
    mode: "Besteht aus",
    characters: "Zeichen",
    words: "Wörtern",
    lengthNumber: "Länge als Zahl",
    wordsNumber: "Zahl der Wörter",
    makeItem: "Damit einen Eintrag anlegen",
    length: (count) => `Länge: ${count} Zeichen`,
    words_: (count) => `${count} Wörter`,
    classes: "Welche Zeichen",
    lower: "Kleinbuchstaben (a–z)",
    upper: "Großbuchstaben (A–Z)",
    digits: "Ziffern (0–9)",
    symbols: "Sonderzeichen (!#$…)",
    lookalikes: "Keine ähnlichen (0 O, 1 l)",
    separator: "Zwischen den Wörtern",
    separators: [
      { value: "-", label: "Bindestrich" },
      { value: " ", label: "Leerzeichen" },
      { value: ".", label: "Punkt" },
      { value: "_", label: "Unterstrich" },
      { value: "", label: "Nichts" },
    ],
    capitals: "Großschreibung",
    capitalsOf: { none: "Keine", "first-letter": "Anfangsbuchstaben", upper: "Alles" },
    digit: "Mit einer Ziffer",
    entropy: (bits, span, speed) =>
      `${bits} Bit Zufall: Raten dauert ${span}, bei ${speed} Versuchen in der Sekunde gegen einen gestohlenen langsamen Hash (Argon2id, bcrypt).`,
    why: "Woher diese Zahlen kommen",
    source: (span, speed) =>
      `Im Mittel muss die Hälfte von allem durchprobiert werden, was hätte gezogen werden können. Die Geschwindigkeiten sind die von zxcvbn (Wheeler, USENIX Security 2016) für einen Dieb mit vielen Rechnern. Bewahrt eine Website nur einen schnellen Hash auf (SHA-256), hat der Dieb ${speed} Versuche in der Sekunde; dann dauert Raten ${span}.`,
    about: (span) => `etwa ${span}`,
    atOnce: "weniger als eine Sekunde",
    ages: "länger, als es das Universum gibt",
    before: (count) => `Kopiert oder benutzt seit dem Entsperren (${count})`,
    beforeHint: "Nur im Speicher dieses Tabs, bis der Tresor gesperrt wird.",
    copyBefore: (when) => `Das von ${when} kopieren`,
    forget: "Diese vergessen",
  },
};
