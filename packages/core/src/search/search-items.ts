import type { FoldedItem, FoldItem, Searchable } from "./folded-item.ts";
import type { HasValue, IsValue, SearchField, Term } from "./parse-query.ts";
import { NO_CATEGORY } from "./parse-query.ts";

/** What a search needs to know in addition to the items. */
export interface SearchContext {
  readonly fold: FoldItem;
  /** Each category's path, folded: "family / bank". */
  readonly categoryNames: ReadonlyMap<number, string>;
  /** Folded. */
  readonly tags: ReadonlySet<string>;
  /** Folded text to the ids of the items whose notes hold it; a missing text wasn't requested or isn't answered yet. */
  readonly notes: ReadonlyMap<string, Pick<ReadonlySet<number>, "has">>;
  /** Whether plain words are searched for in notes, too. */
  readonly notesToo: boolean;
  /** The names of each item's files, folded; an item without files isn't in it. */
  readonly files: ReadonlyMap<number, string>;
  /** What the health report says of an item; null while it isn't known. */
  readonly health: ((id: number) => Readonly<Partial<Record<IsValue, boolean>>>) | null;
}

/** The context of a vault if only its items are known. */
export const bareContext = (fold: FoldItem): SearchContext => ({
  fold,
  categoryNames: new Map(),
  tags: new Set<string>(),
  notes: new Map(),
  notesToo: false,
  files: new Map(),
  health: null,
});

/** How good a match is, best first. The ranks of several words are added up. */
const RANK = {
  wholeName: 0,
  nameStart: 1,
  nameWord: 2,
  nameInside: 3,
  host: 4,
  username: 5,
  account: 6,
  tag: 7,
  url: 8,
  field: 9,
  file: 10,
  category: 11,
  notes: 12,
} as const;
const MISS = -1;

/**
 * The items that match every term, best first; equally good ones keep their order. Words may be
 * anywhere, in any order; hyphens and dots are taken literally.
 */
export function searchItems<T extends Searchable>(
  items: readonly T[],
  terms: readonly Term[],
  context: SearchContext,
): readonly T[] {
  return terms.length === 0 ? items : rankItems(items, terms, context).best;
}

/** The results of a search: best first, and in the order given. */
export function rankItems<T extends Searchable>(
  items: readonly T[],
  terms: readonly Term[],
  context: SearchContext,
): { readonly best: readonly T[]; readonly hits: readonly T[] } {
  const categories = termCategories(terms, context);
  const hits: T[] = [];
  const buckets: T[][] = [];
  for (const item of items) {
    const rank = rankItem(item, terms, context, categories);
    if (rank === MISS) continue;
    hits.push(item);
    (buckets[rank] ??= []).push(item);
  }
  return { best: buckets.flat(), hits };
}

function rankItem(
  item: Searchable,
  terms: readonly Term[],
  context: SearchContext,
  categories: ReadonlyMap<Term, ReadonlySet<number | null>>,
): number {
  const folded = context.fold(item);
  let sum = 0;
  for (const term of terms) {
    const rank = rankTerm(item, folded, term, context, categories.get(term));
    if ((rank === MISS) !== term.negated) return MISS;
    if (rank !== MISS) sum += rank;
  }
  return sum;
}

function rankTerm(
  item: Searchable,
  folded: FoldedItem,
  term: Term,
  context: SearchContext,
  categories: ReadonlySet<number | null> | undefined,
): number {
  switch (term.kind) {
    case "word":
      return term.field === null
        ? rankWord(item, folded, term.text, context)
        : rankInField(item, folded, term.text, term.field, context);
    case "in":
      return categories?.has(item.categoryId) ? 0 : MISS;
    case "kind":
      return item.kind === term.value ? 0 : MISS;
    case "has":
      return HAS[term.value](item, context) ? 0 : MISS;
    case "is":
      return isTrue(item, term.value, context) ? 0 : MISS;
    case "unknown":
      // Negated or not, an unknown value must not look like an answer.
      return term.negated ? 0 : MISS;
  }
}

function rankWord(item: Searchable, folded: FoldedItem, text: string, context: SearchContext): number {
  if (folded.all.includes(text)) return rankFolded(folded, text);
  if (context.files.size > 0 && context.files.get(item.id)?.includes(text)) return RANK.file;
  const category = item.categoryId === null ? undefined : context.categoryNames.get(item.categoryId);
  if (category?.includes(text)) return RANK.category;
  if (context.notesToo && context.notes.get(text)?.has(item.id)) return RANK.notes;
  return MISS;
}

function rankFolded(folded: FoldedItem, text: string): number {
  const inName = rankName(folded.name, text);
  if (inName !== MISS) return inName;
  if (folded.hosts.includes(text)) return RANK.host;
  if (folded.username.includes(text)) return RANK.username;
  if (folded.account.includes(text)) return RANK.account;
  if (folded.tag.includes(text)) return RANK.tag;
  if (folded.url.includes(text)) return RANK.url;
  return RANK.field;
}

function rankName(name: string, text: string): number {
  let at = name.indexOf(text);
  if (at === -1) return MISS;
  if (at === 0) return name.length === text.length ? RANK.wholeName : RANK.nameStart;
  for (; at !== -1; at = name.indexOf(text, at + 1)) {
    if (!WORD_CHARACTER.test(name.charAt(at - 1))) return RANK.nameWord;
  }
  return RANK.nameInside;
}

const SEPARATOR = " / ";

const WORD_CHARACTER = /[\p{L}\p{N}]/u;

function rankInField(
  item: Searchable,
  folded: FoldedItem,
  text: string,
  field: SearchField,
  context: SearchContext,
): number {
  if (field === "name") return rankName(folded.name, text);
  if (field === "notes") return context.notes.get(text)?.has(item.id) ? 0 : MISS;
  // As of categories: a tag of just that name, if there is one anywhere, or else those that hold it.
  const whole = field === "tag" && context.tags.has(text);
  return folded[field].includes(whole ? `\n${text}\n` : text) ? 0 : MISS;
}

const HAS: Readonly<Record<HasValue, (item: Searchable, context: SearchContext) => boolean>> = {
  password: (item) => item.hasPassword,
  totp: (item) => item.hasTotp,
  notes: (item) => item.hasNotes,
  url: (item) => item.url !== "" || item.moreUrls.length > 0,
  user: (item) => item.username !== "",
  account: (item) => item.account !== "",
  tag: (item) => item.tags.length > 0,
  field: (item) => item.fields.length > 0,
  file: (item, { files }) => files.has(item.id),
};

function isTrue(item: Searchable, value: IsValue, { health }: SearchContext): boolean {
  if (value === "favourite") return item.favourite;
  if (value === "trash") return item.deletedAt !== null;
  if (value === "damaged") return item.damaged;
  if (value === "used") return item.usedAt !== null;
  return health?.(item.id)[value] ?? false;
}

/** Which categories each `in:` means: those of just that name or path, or else those whose path holds it; each with all beneath it. */
function termCategories(terms: readonly Term[], { categoryNames }: SearchContext) {
  const byTerm = new Map<Term, ReadonlySet<number | null>>();
  for (const term of terms) {
    if (term.kind !== "in") continue;
    const named = [...categoryNames];
    const text = term.text.replaceAll(/\s*\/\s*/g, SEPARATOR).trim();
    const exact = named.filter(([, path]) => path === text || path.endsWith(SEPARATOR + text));
    const found = named.filter(([, path]) =>
      exact.length > 0
        ? exact.some(([, outer]) => path === outer || path.startsWith(outer + SEPARATOR))
        : path.includes(text),
    );
    const ids = new Set<number | null>(found.map(([id]) => id));
    if (term.text === NO_CATEGORY) ids.add(null);
    byTerm.set(term, ids);
  }
  return byTerm;
}
