const ASCII = /^[\u0020-\u007e\t\r\n]*$/;
/** Accents and similar marks. Vowel signs (Devanagari, Thai …) stay, because words would change without them. */
const ACCENTS = /(?=\p{M})[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]/gu;
/** Soft hyphens, joiners and direction marks, which are pasted along unseen. */
const INVISIBLE = /\p{Cf}/gu;
const OTHER_LETTERS =
  /[\u00df\u00f8\u0142\u0111\u00f0\u00fe\u00e6\u0153\u0131\u03c2\u2010\u2011\u2012\u2013\u2014\u2212\u2019\u2018\u201b\u201c\u201d\u201e]/g;
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ς: "σ",
  "‐": "-",
  "‑": "-",
  "‒": "-",
  "–": "-",
  "—": "-",
  "−": "-",
  "’": "'",
  "‘": "'",
  "‛": "'",
  "“": '"',
  "”": '"',
  "„": '"',
};

/**
 * What a search compares: case, accents and compatibility forms gone, one hyphen and one quote for all of their kind. "Ünïcode ﬁ"
 * and "unicode fi" are the same. Folding a text letter by letter yields the same as folding the whole, so that matches can be highlighted.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return (
    text
      // A hyphen that doesn't break decomposes to one of the others, so those are mapped after.
      .normalize("NFKD")
      .replace(ACCENTS, "")
      .replace(INVISIBLE, "")
      .toLowerCase()
      .replace(ACCENTS, "")
      .replace(OTHER_LETTERS, (letter) => PLAIN[letter] ?? letter)
  );
}
