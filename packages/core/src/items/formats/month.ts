export interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

/** @param text `YYYY-MM`; null: it is anything else */
export function readMonth(text: string): Month | null {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  return year === undefined ? null : { year: Number(year), month: Number(month) };
}

/** What people type for a month: `03/27`, `3.2027`, `0327`; null: it is anything else. */
export function parseMonth(typed: string): Month | null {
  const [, month = "", year = ""] = /^\s*(\d{1,2})\s*[/.-]?\s*(\d{4}|\d{2})\s*$/.exec(typed) ?? [];
  const century = year.length === 2 ? "20" : "";
  return readMonth(typed.trim()) ?? readMonth(`${century}${year}-${month.padStart(2, "0")}`);
}

export const writeMonth = ({ year, month }: Month): string =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;

/** As cards have it: `03/2027`. Unchanged, if it isn't a month. */
export function showMonth(text: string): string {
  const read = readMonth(text);
  return read ? `${text.slice(5)}/${text.slice(0, 4)}` : text;
}

/** Whether a card that is valid through this month isn't any more. @param now milliseconds since 1970 */
export function isPastMonth(text: string, now: number): boolean {
  const read = readMonth(text);
  const today = new Date(now);
  return read !== null && read.year * 12 + read.month < today.getFullYear() * 12 + today.getMonth() + 1;
}
