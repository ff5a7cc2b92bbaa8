/** How many `tile-N` colours the style sheet has. */
const HUES = 10;

/** The same name has the same colour on every device. FNV-1a, 32 bits. */
export function tileHue(name: string): number {
  let hash = 0x811c9dc5;
  for (const char of name.trim().toLocaleLowerCase("en")) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0) % HUES;
}

/** One or two letters: of the first two words, or the first letter. */
export function tileLetters(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toLocaleUpperCase("en") || "•";
}
