/** The name that a mistyped one was most likely meant to be; null when none is within three edits. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  let nearest: string | null = null;
  let fewest = 4;
  for (const name of names) {
    const edits = countEdits(typed, name);
    if (edits < fewest) {
      fewest = edits;
      nearest = name;
    }
  }
  return nearest;
}

/** Levenshtein's distance, where two letters that changed places count once. */
function countEdits(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const at = (up: number, left: number) => rows[row - up]?.[column - left] ?? 0;
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const edits = [at(1, 1) + (isSame ? 0 : 1), at(1, 0) + 1, (current[column - 1] ?? 0) + 1];
      if (isSwapped && row > 1 && column > 1) edits.push(at(2, 2) + 1);
      current.push(Math.min(...edits));
    }
    rows.push(current);
  }
  return rows.at(-1)?.[to.length] ?? to.length;
}
