const GROUPED = /^[\d\s-]+$/;

/** The number in groups, as cards have it: of four digits, and 4-6-5 on those of American Express. Unchanged, if it isn't a number. */
export function groupCardNumber(text: string): string {
  const digits = plainCardNumber(text);
  if (!/^\d{8,19}$/.test(digits)) return text;
  const groups = /^3[47]\d{13}$/.test(digits) ? /^(\d{4})(\d{6})(\d{5})$/.exec(digits)?.slice(1) : null;
  return (groups ?? digits.match(/\d{1,4}/g) ?? []).join(" ");
}

/** The digits alone, as websites want them. Unchanged, if there is more to it than digits and what separates them. */
export const plainCardNumber = (text: string): string =>
  GROUPED.test(text) ? text.replaceAll(/[\s-]/g, "") : text;
