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
    entropy: (bits) =>
      `${bits} Bit Zufall${bits < 64 ? ": online genug, zu wenig gegen einen gestohlenen schnellen Hash." : bits < 100 ? ": außer Reichweite fürs Raten." : ": weit außer Reichweite fürs Raten."}`,
  },
};
