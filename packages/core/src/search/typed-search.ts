import type { Searchable } from "./folded-item.ts";
import type { Term } from "./parse-query.ts";
import { rankItems, type SearchContext } from "./search-items.ts";

interface Search<T> {
  readonly items: readonly T[];
  readonly terms: readonly Term[];
  readonly context: SearchContext;
  /** In the order of `items`. */
  readonly hits: readonly T[];
}

/**
 * A search for typing: if another letter can only remove results, it searches the results of the letter
 * before, not through the vault. It finds what `searchItems` finds. The context has to stay the same object while nothing in
 * it changes.
 */
export function createTypedSearch<T extends Searchable>() {
  let last: Search<T> | null = null;
  return (items: readonly T[], terms: readonly Term[], context: SearchContext): readonly T[] => {
    if (terms.length === 0) return items;
    const among =
      last?.items === items && last.context === context && narrows(terms, last.terms, context)
        ? last.hits
        : items;
    const { best, hits } = rankItems(among, terms, context);
    last = { items, terms, context, hits };
    return best;
  };
}

/** Whether what fits the new terms has to fit the old ones: each of these is still there, or has grown. */
const narrows = (terms: readonly Term[], old: readonly Term[], { notesToo }: SearchContext) =>
  old.every((before) => terms.some((term) => isSame(term, before) || (!notesToo && hasGrown(term, before))));

const isSame = (a: Term, b: Term) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Only words that must be there: a longer one that must not be there leaves more, `in:` and `tag:` may mean another one, and what
 * the server found in notes for the shorter word may not have come yet.
 */
const hasGrown = (term: Term, before: Term) =>
  term.kind === "word" &&
  before.kind === "word" &&
  !term.negated &&
  !before.negated &&
  term.field === before.field &&
  term.field !== "notes" &&
  term.field !== "tag" &&
  term.text.includes(before.text);
