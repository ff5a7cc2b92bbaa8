import { tagKey } from "@opp/core/tags/tag-list";

export interface TagCount {
  /** The same for every spelling. */
  readonly key: string;
  /** In the most common spelling. */
  readonly name: string;
  readonly count: number;
}

const byText = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** All tags by name, with the number of items. */
export function countTags(items: readonly { readonly tags: readonly string[] }[]): readonly TagCount[] {
  const bySpelling = new Map<string, number>();
  for (const { tags } of items) for (const tag of tags) bySpelling.set(tag, (bySpelling.get(tag) ?? 0) + 1);
  const byKey = new Map<string, TagCount>();
  // The commonest spelling first: it gives the name.
  for (const [name, count] of [...bySpelling].toSorted((a, b) => b[1] - a[1])) {
    const key = tagKey(name);
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, count: known.count + count } : { key, name, count });
  }
  return [...byKey.values()].toSorted((a, b) => byText.compare(a.name, b.name));
}
