import { isWellFormed } from "@opp/core/rules/text";

/** What keeps a text from being saved: how many characters are too many, or half a character; null: nothing. */
export function misfitOf(text: string, maxChars: number | undefined): number | "half-character" | null {
  if (maxChars !== undefined && text.length > maxChars) return text.length - maxChars;
  return isWellFormed(text) ? null : "half-character";
}
