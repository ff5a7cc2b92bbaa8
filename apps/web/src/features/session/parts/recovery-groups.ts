/** The groups of a code, each with its position in the text. */
export function groupsOf(code: string): readonly { readonly text: string; readonly at: number }[] {
  return [...code.matchAll(/[^-\s]+/g)].map((match) => ({ text: match[0], at: match.index }));
}

/** Which two groups, counted from 1, the person types again to show that the code was kept. @param random in [0, 1) */
export function groupsToAsk(code: string, random: () => number): readonly [number, number] {
  // The last is shorter than the others, and easily remembered from a glance.
  const count = Math.max(2, groupsOf(code).length - 1);
  const first = Math.floor(random() * (count - 1));
  const second = first + 1 + Math.floor(random() * (count - 1 - first));
  return [first + 1, second + 1];
}

/** Whether the input is the two requested groups or the whole code; case, spaces and hyphens don't matter. */
export function isKept(code: string, asked: readonly [number, number], typed: string): boolean {
  const groups = groupsOf(code).map(({ text }) => text);
  const bare = (text: string) => text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  const given = bare(typed);
  return given === bare(asked.map((place) => groups[place - 1] ?? "").join("")) || given === bare(code);
}
