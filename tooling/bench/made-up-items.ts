/** The bench's vault: name 20, url 40, account 20, username 10, password 16, blob 100 characters; spread over the categories. */
export interface MadeUpItem {
  readonly name: string;
  readonly url: string;
  readonly account: string;
  readonly username: string;
  readonly password: string;
  readonly blob: string;
  readonly categoryId: number | null;
}

export const CATEGORY_COUNT = 20;

/** The same items for the same seed. */
export function madeUpItems(count: number, categoryIds: readonly (number | null)[], seed = 1): MadeUpItem[] {
  const next = linearCongruence(seed);
  const word = (length: number) =>
    Array.from({ length }, () => LETTERS.charAt(next() % LETTERS.length)).join("");
  return Array.from({ length: count }, (_, index) => ({
    name: word(20),
    url: `https://${word(27)}.test`,
    account: word(20),
    username: word(10),
    password: word(16),
    blob: word(100),
    categoryId: categoryIds[index % categoryIds.length] ?? null,
  }));
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Numerical Recipes' generator: made-up data needs repeatability, not quality. */
function linearCongruence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}
