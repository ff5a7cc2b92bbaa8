import type { ReadVersion } from "../model.ts";

/** An old password, and when the next one came; undefined: the file doesn't say. */
export interface OldPassword {
  readonly password: string;
  readonly replacedAt: number | undefined;
}

/**
 * The history of an item of which only old passwords are kept. Each began when the one before it ended, the first with the item. One
 * without an instant counts as replaced when the item began, so it comes first.
 */
export function passwordHistory(
  old: readonly OldPassword[],
  createdAt: number | undefined,
): { history: ReadVersion[]; passwordChangedAt: number | undefined } {
  const known = old
    .filter(({ password }) => password !== "")
    .map(({ password, replacedAt }) => ({ password, replacedAt: replacedAt ?? createdAt ?? 0 }))
    .toSorted((a, b) => a.replacedAt - b.replacedAt);
  const history = known.map(({ password, replacedAt }, index): ReadVersion => {
    const began = known[index - 1]?.replacedAt ?? createdAt;
    return { password, ...(began === undefined ? {} : { createdAt: began }), replacedAt };
  });
  return { history, passwordChangedAt: old.findLast(hasInstant) && known.at(-1)?.replacedAt };
}

const hasInstant = ({ replacedAt }: OldPassword): boolean => replacedAt !== undefined;
