/**
 * The characters that a set stands for, each once, in the order of ASCII. A set is written as regular expressions write one
 * character: `[a-zA-Z0-9!@#]`, `\d`, `\w`, or `.` for every printable character but the space. In brackets: characters, ranges,
 * `\d`, `\w`, and a backslash before punctuation. Nothing of it is run as a regular expression.
 * @returns null for anything else: negations, quantifiers, groups, other classes, characters past ASCII.
 */
export function parseCharacterSet(text: string): readonly string[] | null {
  if (text.length > MAX_CHARS) return null;
  if (text === ".") return range("!", "~");
  if (text === "\\d" || text === "\\w") return CLASSES[text];
  const inside = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : "";
  // A bracket that begins with ^ means its opposite elsewhere.
  const parts = inside.startsWith("^") ? null : splitParts(inside);
  if (!parts) return null;
  const found = new Set<string>();
  for (let at = 0; at < parts.length; at += 1) {
    const [first, dash, last] = parts.slice(at, at + 3);
    if (first === undefined) break;
    if (dash === "-" && last !== undefined) {
      const between = typeof first === "string" && typeof last === "string" ? range(first, last) : [];
      if (between.length === 0) return null;
      for (const char of between) found.add(char);
      at += 2;
    } else for (const char of first) found.add(char);
  }
  return found.size === 0 ? null : [...found].toSorted();
}

const MAX_CHARS = 200;

/** A character as itself, or the characters of a class. A dash that was escaped is no range's dash. */
type Part = string | readonly string[];

function splitParts(inside: string): Part[] | null {
  const parts: Part[] = [];
  for (let at = 0; at < inside.length; at += 1) {
    const char = inside.charAt(at);
    if (char < " " || char > "~" || char === "[" || char === "]") return null;
    if (char !== "\\") {
      parts.push(char);
      continue;
    }
    at += 1;
    const escaped = inside.charAt(at);
    if (escaped === "d" || escaped === "w") parts.push(CLASSES[`\\${escaped}`]);
    else if (/^[!-/:-@[-`{-~]$/.test(escaped)) parts.push([escaped]);
    else return null;
  }
  return parts;
}

/** Empty where the last comes before the first. */
const range = (first: string, last: string): string[] =>
  Array.from({ length: Math.max(0, last.charCodeAt(0) - first.charCodeAt(0) + 1) }, (_, offset) =>
    String.fromCharCode(first.charCodeAt(0) + offset),
  );

const CLASSES = {
  "\\d": range("0", "9"),
  "\\w": [...range("0", "9"), ...range("A", "Z"), "_", ...range("a", "z")],
} as const;
