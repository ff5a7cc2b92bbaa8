import { isVisible } from "../rules/text.ts";
import { foldText } from "../search/fold-text.ts";

const BLANKS = /[\s\p{Cc}]+/gu;

/** Parts one tag from the next where several are typed, so that no tag contains it. */
export const TAG_SEPARATOR = ",";

export const splitTags = (typed: string): string[] => typed.split(TAG_SEPARATOR);

/** A tag as it is kept: composed (NFC), on one line, without blanks around it; "": there is nothing to see of it. */
export const tidyTag = (text: string): string =>
  isVisible(text) ? text.normalize("NFC").replace(BLANKS, " ").trim() : "";

/** Tags with the same key are one: case and accents are no difference. */
export const tagKey = (tag: string): string => foldText(tag) || tag;

/** Tidied, without empty ones, each once: as it is written first. */
export function tidyTags(tags: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const tag of tags.map(tidyTag)) {
    const key = tagKey(tag);
    if (tag !== "" && !byKey.has(key)) byKey.set(key, tag);
  }
  return [...byKey.values()];
}

export const hasTag = (tags: readonly string[], tag: string): boolean => {
  const key = tagKey(tag);
  return tags.some((each) => tagKey(each) === key);
};

/** What goes, goes first; what comes is put behind. A tag that is there already keeps its place and its spelling. */
export function changeTags(
  tags: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): string[] {
  const gone = new Set(remove.map(tagKey));
  return tidyTags([...tags.filter((tag) => !gone.has(tagKey(tag))), ...add]);
}

/** `by` in the place of `tag`, whatever its spelling is; null: nothing. An item that had both has one. */
export function replaceTag(tags: readonly string[], tag: string, by: string | null): string[] {
  const key = tagKey(tag);
  return tidyTags(tags.flatMap((each) => (tagKey(each) === key ? (by ?? []) : each)));
}

/** Mine laid over theirs: what I added since `base` is there, what I removed is not, and all else is as they have it. */
export const mergeTags = (
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] =>
  changeTags(theirs, {
    add: mine.filter((tag) => !hasTag(base, tag)),
    remove: base.filter((tag) => !hasTag(mine, tag)),
  });
