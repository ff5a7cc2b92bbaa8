import { TAG_SEPARATOR, tagKey, tidyTag } from "@opp/core/tags/tag-list";
import { countTags } from "../../../data/tags/count-tags.ts";

/** How many of the selected items have a tag. */
export type Share = "all" | "some" | "none";

/** The changes to some items' tags, by the tags' keys; untouched tags are left out. */
export type Choice = ReadonlyMap<string, { readonly name: string; readonly share: Exclude<Share, "some"> }>;

/** Counted once, because there may be ten thousand items. */
export interface Shares {
  readonly countOf: (tag: string) => number;
  readonly shareOf: (tag: string) => Share;
}

export function sharesOf(items: readonly { readonly tags: readonly string[] }[]): Shares {
  const counts = new Map(countTags(items).map(({ key, count }) => [key, count]));
  const countOf = (tag: string) => counts.get(tagKey(tag)) ?? 0;
  const shareOf = (tag: string) => {
    if (countOf(tag) === 0) return "none";
    return countOf(tag) === items.length ? "all" : "some";
  };
  return { countOf, shareOf };
}

/** What a click does: a tag that some items have is added to all, then removed from all; if only some had it, a third click restores that. */
export function toggle(choice: Choice, name: string, was: Share): Choice {
  const key = tagKey(name);
  const next = new Map(choice);
  const now = choice.get(key)?.share ?? was;
  if (now === "none" && was === "some") next.delete(key);
  else next.set(key, { name, share: now === "all" ? "none" : "all" });
  return next;
}

/** The tags to add and to remove so that all items match the selection. */
export function changeOf({ shareOf }: Shares, choice: Choice): { add: string[]; remove: string[] } {
  const changed = [...choice.values()].filter(({ name, share }) => share !== shareOf(name));
  return {
    add: changed.filter(({ share }) => share === "all").map(({ name }) => name),
    remove: changed.filter(({ share }) => share === "none").map(({ name }) => name),
  };
}

/** The tag that typed text means: an existing one in its own spelling. Text with a comma isn't a tag. */
export function tagTyped(typed: string, known: readonly string[]): string {
  const tag = tidyTag(typed.replaceAll(TAG_SEPARATOR, " "));
  const key = tagKey(tag);
  return known.find((each) => tagKey(each) === key) ?? tag;
}
