import type { generator as english } from "../en/generator.ts";
import type { Translation } from "../translation.ts";

/** The generator. */
export const generator: Translation<typeof english> = {
  generator: {
    title: "Generator",
    text: "Wird in deinem Browser erzeugt. Nichts wird gesendet.",
    open: "Generator öffnen",
    again: "Neu erzeugen",
    use: "Dieses Passwort benutzen",
    mode: "Art",
    characters: "Zeichen",
    words: "Wörter",
    lengthNumber: "Länge (Zahl)",
    wordsNumber: "Anzahl der Wörter",
    makeItem: "Eintrag damit erstellen",
    length: (count) => `Länge: ${count} Zeichen`,
    words_: (count) => `${count} Wörter`,
    classes: "Zeichenarten",
    lower: "Kleinbuchstaben (a–z)",
    upper: "Großbuchstaben (A–Z)",
    digits: "Ziffern (0–9)",
    symbols: "Sonderzeichen (!#$…)",
    lookalikes: "Ähnliche Zeichen vermeiden (0 O, 1 l)",
    separator: "Trennzeichen",
    separators: [
      { value: "-", label: "Bindestrich" },
      { value: " ", label: "Leerzeichen" },
      { value: ".", label: "Punkt" },
      { value: "_", label: "Unterstrich" },
      { value: "", label: "Keins" },
    ],
    capitals: "Großschreibung",
    capitalsOf: { none: "Keine", "first-letter": "Anfangsbuchstaben", upper: "Alles" },
    digit: "Ziffer hinzufügen",
    entropy: (bits, span, speed) =>
      `${bits} Bit Entropie. Das Erraten dauert ${span} bei ${speed} Versuchen pro Sekunde (gestohlener Argon2id- oder bcrypt-Hash).`,
    why: "So wird gerechnet",
    source: (span, speed) =>
      `Im Durchschnitt muss ein Angreifer die Hälfte aller möglichen Passwörter ausprobieren. Die Geschwindigkeiten stammen von zxcvbn (Wheeler, USENIX Security 2016) für einen Angreifer mit vielen Rechnern. Speichert eine Website nur einen schnellen Hash (SHA-256), schafft er ${speed} Versuche pro Sekunde; dann dauert das Erraten ${span}.`,
    about: (span) => `etwa ${span}`,
    atOnce: "weniger als eine Sekunde",
    ages: "länger, als das Universum alt ist",
    before: (count) => `Kopiert oder benutzt seit dem Entsperren (${count})`,
    beforeHint: "Nur im Speicher dieses Tabs, bis der Tresor gesperrt wird.",
    copyBefore: (when) => `Passwort von ${when} kopieren`,
    forget: "Liste leeren",
  },
};
