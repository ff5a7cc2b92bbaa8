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
    entropy: (bits) => `Mit ${bits} Bit Entropie erzeugt.`,
    why: "So wird gerechnet",
    source: (slow, fast, span) =>
      `Die Zeit schätzt zxcvbn (Wheeler, USENIX Security 2016) für dieses Passwort, genauso wie im Formular eines Eintrags und in der Passwortsicherheit. Angenommen sind ein Angreifer mit vielen Rechnern, ein gestohlener Argon2id- oder bcrypt-Hash und ${slow} Versuche pro Sekunde. Speichert eine Website nur einen schnellen Hash (SHA-256), schafft er ${fast} Versuche pro Sekunde; dann dauert das Erraten ${span}. Die Entropie sagt, aus wie vielen Passwörtern der Generator gewählt hat.`,
    about: (span) => `etwa ${span}`,
    atOnce: "weniger als eine Sekunde",
    ages: "länger, als das Universum alt ist",
    before: (count) => `Kopiert oder benutzt seit dem Entsperren (${count})`,
    beforeHint: "Nur im Speicher dieses Tabs, bis der Tresor gesperrt wird.",
    copyBefore: (when) => `Passwort von ${when} kopieren`,
    forget: "Liste leeren",
  },
};
