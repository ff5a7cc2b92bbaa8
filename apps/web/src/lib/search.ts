/** Case, accents and compatibility forms gone: "Ünïcode ﬁ" and "unicode fi" are the same. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replaceAll("đ", "d")
    .replaceAll("æ", "ae")
    .replaceAll("œ", "oe");
}

export interface Searchable {
  readonly name: string;
  readonly url: string;
  readonly account: string;
  readonly username: string;
}

interface Haystack {
  readonly name: string;
  readonly all: string;
}

/** Folding 10,000 items takes some 60 ms, so it is done once an item; the map lets go of items that nobody holds. */
const haystacks = new WeakMap<Searchable, Haystack>();

/** The items that hold every word of the query in some field; hits at the start of the name come first, then in the name. */
export function searchItems<T extends Searchable>(items: readonly T[], query: string): readonly T[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;

  const ranks: [T[], T[], T[]] = [[], [], []];
  for (const item of items) {
    const haystack = haystackOf(item);
    if (!words.every((word) => haystack.all.includes(word))) continue;
    const inName = words.every((word) => haystack.name.includes(word));
    ranks[inName ? (haystack.name.startsWith(words[0] ?? "") ? 0 : 1) : 2].push(item);
  }
  return ranks.flat();
}

function haystackOf(item: Searchable): Haystack {
  const known = haystacks.get(item);
  if (known) return known;
  const name = foldText(item.name);
  // A line feed can't be typed into the box, so no hit spans two fields.
  const haystack = { name, all: [name, ...[item.url, item.account, item.username].map(foldText)].join("\n") };
  haystacks.set(item, haystack);
  return haystack;
}

export interface MarkedPiece {
  readonly text: string;
  readonly hit: boolean;
  /** Its place in the text, counted in characters. */
  readonly at: number;
}

/** The text cut into pieces that the query hits and pieces that it doesn't. */
export function markHits(text: string, query: string): readonly MarkedPiece[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [{ text, hit: false, at: 0 }];

  const chars = [...text];
  const folded = chars.map(foldText);
  let length = 0;
  const starts = [0, ...folded.map((part) => (length += part.length))];
  const whole = folded.join("");
  const hits = chars.map(() => false);
  for (const word of words) {
    for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
      chars.forEach((_, index) => {
        if ((starts[index] ?? 0) < at + word.length && (starts[index + 1] ?? 0) > at) hits[index] = true;
      });
    }
  }

  const pieces: { text: string; hit: boolean; at: number }[] = [];
  chars.forEach((char, index) => {
    const last = pieces.at(-1);
    const hit = hits[index] ?? false;
    if (last && last.hit === hit) last.text += char;
    else pieces.push({ text: char, hit, at: index });
  });
  return pieces;
}
