/** A card's month and year as `YYYY-MM`; what is missing or odd stays as the text that it is. */
export function cardExpiry(month: string, year: string): string {
  const wholeYear = /^\d{2}$/.test(year) ? `20${year}` : year;
  const twoDigits = /^\d$/.test(month) ? `0${month}` : month;
  return [wholeYear, twoDigits].filter((part) => part !== "").join("-");
}
