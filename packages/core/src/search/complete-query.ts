import { KIND_NAMES } from "../items/kinds.ts";
import { foldText } from "./fold-text.ts";
import { HAS_VALUES, IS_VALUES, NO_CATEGORY, readTokens, type Token } from "./parse-query.ts";

/** A suggestion for the word at the caret. */
export interface Completion {
  readonly operator: "in" | "has" | "is" | "tag" | "kind";
  /** The value after the colon, without quotes. */
  readonly value: string;
}

const MOST = 8;

/** What fits an `in:`, `has:`, `is:`, `tag:` or `kind:` that is being typed; nothing elsewhere, so that arrows keep going to the list. */
export function completionsAt(
  typed: string,
  caret: number,
  { categoryNames, tags }: { readonly categoryNames: readonly string[]; readonly tags: readonly string[] },
): readonly Completion[] {
  const token = tokenAt(typed, caret);
  const operator = operatorOf(token);
  if (!token || !operator) return [];
  const values = {
    has: HAS_VALUES,
    is: IS_VALUES,
    kind: KIND_NAMES,
    in: [...categoryNames, NO_CATEGORY],
    tag: tags,
  }[operator];
  const text = foldText(token.value);
  const fitting = values.filter((value) => foldText(value).includes(text));
  // A complete value needs no suggestion.
  if (fitting.length === 1 && foldText(fitting[0] ?? "") === text) return [];
  const starting = fitting.filter((value) => foldText(value).startsWith(text));
  return [...new Set([...starting, ...fitting])].slice(0, MOST).map((value) => ({ operator, value }));
}

/** The text with the completion in place, and where the caret goes. */
export function complete(
  typed: string,
  caret: number,
  { operator, value }: Completion,
): { readonly text: string; readonly caret: number } {
  const token = tokenAt(typed, caret);
  const from = token?.from ?? caret;
  const to = token?.to ?? caret;
  // A name that contains a quote is searched for by the part before it.
  const plain = value.split('"')[0]?.trim() ?? "";
  const written = /\s/.test(plain) ? `"${plain}"` : plain;
  const piece = `${token?.negated ? "-" : ""}${operator}:${written} `;
  const rest = typed.slice(to).trimStart();
  return { text: `${typed.slice(0, from)}${piece}${rest}`, caret: from + piece.length };
}

const tokenAt = (typed: string, caret: number): Token | undefined =>
  readTokens(typed).find(({ from, to }) => from < caret && caret <= to);

const operatorOf = (token: Token | undefined) => {
  if (token?.operator === "category") return "in";
  if (token?.operator === "tags") return "tag";
  return (["in", "has", "is", "tag", "kind"] as const).find((each) => each === token?.operator);
};
