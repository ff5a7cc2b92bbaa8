import { mergeTags } from "@opp/core/tags/tag-list";

/**
 * The tags with a change undone. `before`: the tags known here before it; `after`: the server's tags after it. What
 * someone else did to them in between is kept.
 */
export function undoTags(
  before: readonly string[],
  after: readonly string[],
  change: (tags: readonly string[]) => readonly string[],
): string[] {
  const expected = change(before);
  const isExpected = JSON.stringify(expected) === JSON.stringify(after);
  return isExpected ? [...before] : mergeTags(expected, before, after);
}
