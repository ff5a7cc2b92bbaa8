/** A path written as one text: spaces around its parts and empty parts don't count. */
export const pathOf = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");

export const isYes = (text: string): boolean => /^(?:1|true|yes|y|x|ja|oui|s[ií])$/i.test(text.trim());

/** Several addresses in one cell, parted by commas; a comma inside of an address is followed by no scheme. */
export const splitAddresses = (text: string): string[] =>
  text
    .split(/,\s*(?=[a-z][a-z0-9+.-]*:)/i)
    .map((address) => address.trim())
    .filter((address) => address !== "");

/** `04/29`, `4/2029`, `042029`, `2029-04` as `2029-04`; any other text unchanged. */
export function monthOf(text: string): string {
  const [, month = "", year = ""] = /^\s*(\d{1,2})\s*[/.-]?\s*((?:20)?\d\d)\s*$/.exec(text) ?? [];
  const number = Number(month);
  return number >= 1 && number <= 12 ? `20${year.slice(-2)}-${month.padStart(2, "0")}` : text;
}
