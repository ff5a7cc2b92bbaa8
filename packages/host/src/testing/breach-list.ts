import { createHash } from "node:crypto";

/** A line of the list: the SHA-1 of a password in hexadecimal digits, and how often it was seen. */
export interface ListedHash {
  readonly hash: string;
  readonly count: number;
}

export const sha1Of = (password: string): string =>
  createHash("sha1").update(password).digest("hex").toUpperCase();

export const listed = (passwords: Iterable<readonly [string, number]>): ListedHash[] =>
  [...passwords]
    .map(([password, count]) => ({ hash: sha1Of(password), count }))
    .toSorted((one, other) => (one.hash < other.hash ? -1 : 1));

/** The list in one file, as the official downloader writes it. */
export const listText = (hashes: readonly ListedHash[], lineEnd = "\r\n"): string =>
  hashes.map(({ hash, count }) => `${hash}:${count}${lineEnd}`).join("");

/** The same as range files, by name; without those that would be empty. */
export function rangeTexts(hashes: readonly ListedHash[]): Map<string, string> {
  const texts = new Map<string, string[]>();
  for (const { hash, count } of hashes) {
    const range = hash.slice(0, 5);
    texts.set(range, [...(texts.get(range) ?? []), `${hash.slice(5)}:${count}`]);
  }
  return new Map([...texts].map(([range, lines]) => [range, lines.join("\r\n")]));
}
