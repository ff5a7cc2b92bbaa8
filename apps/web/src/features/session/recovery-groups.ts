/** The code in the groups it is written in, each with its place in the text. */
export function groupsOf(code: string): readonly { readonly text: string; readonly at: number }[] {
  return [...code.matchAll(/[^-\s]+/g)].map((match) => ({ text: match[0], at: match.index }));
}

/** Which group the person types again to show that the code was kept: the third, counted from 1, or the last. */
export function asksForGroup(code: string): { readonly place: number; readonly group: string } {
  const groups = groupsOf(code);
  const place = Math.min(3, groups.length);
  return { place, group: groups[place - 1]?.text ?? "" };
}
