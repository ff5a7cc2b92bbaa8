import { KIND_NAMES, type Kind, kindEntry, kindNamed } from "../items/kinds.ts";
import { foldText } from "./fold-text.ts";

/** Where a word may be looked for alone, and what people may write for it. */
export const FIELD_OPERATORS = {
  name: ["name"],
  url: ["url", "website", "site"],
  username: ["user", "username", "login"],
  account: ["account"],
  tag: ["tag", "tags"],
  field: ["field"],
  notes: ["notes", "note"],
} as const;
export type SearchField = keyof typeof FIELD_OPERATORS;

export const HAS_VALUES = [
  "password",
  "totp",
  "notes",
  "url",
  "user",
  "account",
  "tag",
  "field",
  "file",
] as const;
export type HasValue = (typeof HAS_VALUES)[number];

export const IS_VALUES = [
  "favourite",
  "breached",
  "weak",
  "reused",
  "old",
  "insecure",
  "trash",
  "used",
  "damaged",
] as const;
export type IsValue = (typeof IS_VALUES)[number];

/** For `is:` values that say what only the health report knows. */
const HEALTH_VALUES: ReadonlySet<string> = new Set<IsValue>([
  "breached",
  "weak",
  "reused",
  "old",
  "insecure",
]);

/** `in:` takes a category's name, or this for "in no category". */
export const NO_CATEGORY = "none";

const SAME_VALUE: Readonly<Record<string, string>> = {
  favorite: "favourite",
  otp: "totp",
  code: "totp",
  username: "user",
  website: "url",
  tags: "tag",
  fields: "field",
  files: "file",
  attachment: "file",
  note: "notes",
};

/** Operators with a fixed set of values, of which one that is being typed is a part. */
type CutOperator = "has" | "is" | "kind";

interface TermBase {
  /** `-` before it: items that it fits are left out. */
  readonly negated: boolean;
}
export type Term = TermBase &
  (
    | { readonly kind: "word"; readonly text: string; readonly field: SearchField | null }
    | { readonly kind: "in"; readonly text: string }
    | { readonly kind: "kind"; readonly value: Kind }
    | { readonly kind: "has"; readonly value: HasValue }
    | { readonly kind: "is"; readonly value: IsValue }
    /** An operator with an unknown value. It matches nothing, so that a typo doesn't list everything. */
    | { readonly kind: "unknown"; readonly operator: CutOperator; readonly value: string }
  );

/** A piece of the typed text. */
export interface Token {
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
  /** Lower case, without the colon; null for a plain word. */
  readonly operator: string | null;
  /** Without its quotes. */
  readonly value: string;
}

const PIECE = /(-?)(?:(\p{L}+):)?("[^"]*"?|[^\s"]*)/uy;

/** Spaces separate words, quotes keep them together: `in:"Old things" -is:weak "two words"`. */
export function readTokens(typed: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < typed.length) {
    if (/\s/.test(typed[at] ?? "")) {
      at += 1;
      continue;
    }
    PIECE.lastIndex = at;
    const [whole = "", minus = "", letters, rest = ""] = PIECE.exec(typed) ?? [];
    const to = at + Math.max(1, whole.length);
    const operator = letters?.toLowerCase() ?? null;
    const isQuoted = rest.startsWith('"');
    const value = isQuoted ? rest.slice(1).replace(/"$/, "") : rest;
    const isOperator = operator !== null && isKnownOperator(operator);
    tokens.push({
      from: at,
      to,
      // A hyphen alone, or in "http://", is what it says.
      negated: minus !== "" && whole.length > 1,
      operator: isOperator ? operator : null,
      value: isOperator || operator === null ? (whole === "-" ? "-" : value) : `${letters}:${value}`,
    });
    at = to;
  }
  return tokens;
}

/** What a query asks for. An operator whose value is still being typed asks for nothing yet. */
export function parseQuery(typed: string): readonly Term[] {
  return readTokens(typed).flatMap((token) => termOf(token) ?? []);
}

/** Parses a finished query: an incomplete value counts as unknown. */
export function parseWholeQuery(typed: string): readonly Term[] {
  return readTokens(typed).flatMap((token) => {
    const { operator, value, negated } = token;
    const isCut = operator === "has" || operator === "is" || operator === "kind";
    return termOf(token) ?? (isCut ? { kind: "unknown" as const, operator, value, negated } : []);
  });
}

function termOf({ operator, value, negated }: Token): Term | null {
  const text = foldText(value).trim();
  if (text === "") return null;
  if (operator === null) return { kind: "word", text, field: null, negated };
  const field = fieldOf(operator);
  if (field) return { kind: "word", text, field, negated };
  if (operator === "in" || operator === "category") return { kind: "in", text, negated };
  if (operator === "kind") {
    const kind = kindNamed(text);
    if (kind) return { kind: "kind", value: kind, negated };
    return KIND_WORDS.some((each) => each.startsWith(text))
      ? null
      : { kind: "unknown", operator, value, negated };
  }
  const known = SAME_VALUE[text] ?? text;
  if (operator === "has") {
    const found = HAS_VALUES.find((each) => each === known);
    if (found) return { kind: "has", value: found, negated };
    return HAS_VALUES.some((each) => each.startsWith(text))
      ? null
      : { kind: "unknown", operator: "has", value, negated };
  }
  const found = IS_VALUES.find((each) => each === known);
  if (found) return { kind: "is", value: found, negated };
  return IS_VALUES.some((each) => each.startsWith(text))
    ? null
    : { kind: "unknown", operator: "is", value, negated };
}

const KIND_WORDS = KIND_NAMES.flatMap((kind) => [kind, ...(kindEntry(kind).aliases ?? [])]);

const fieldOf = (operator: string): SearchField | undefined => {
  const fields: readonly SearchField[] = ["name", "url", "username", "account", "tag", "field", "notes"];
  return fields.find((field) => FIELD_OPERATORS[field].some((each) => each === operator));
};

const isKnownOperator = (operator: string) =>
  fieldOf(operator) !== undefined || ["in", "category", "has", "is", "kind"].includes(operator);

/** What has to be looked for in the notes: always after `notes:`, any plain word on request. Folded, each once. */
export function notesTexts(terms: readonly Term[], plainToo: boolean): readonly string[] {
  const texts = terms.flatMap((term) =>
    term.kind === "word" && (term.field === "notes" || (plainToo && term.field === null)) ? [term.text] : [],
  );
  return [...new Set(texts)];
}

export const asksForHealth = (terms: readonly Term[]): boolean =>
  terms.some((term) => term.kind === "is" && HEALTH_VALUES.has(term.value));

export const asksForTrash = (terms: readonly Term[]): boolean =>
  terms.some((term) => term.kind === "is" && term.value === "trash" && !term.negated);
