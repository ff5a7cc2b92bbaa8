/** The first `chars` UTF-16 code units at most, without half of a surrogate pair at the end. */
export function cutText(text: string, chars: number): string {
  if (text.length <= chars) return text;
  const end = /[\ud800-\udbff]/.test(text[chars - 1] ?? "") ? chars - 1 : chars;
  return text.slice(0, end);
}
