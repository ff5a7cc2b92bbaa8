/** "1 item", "2,000 items": the number in the language's own writing, and the word in the form its plural rules ask for. */
export function pluralIn(language: string) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count: number, one: string, other: string) =>
    `${numbers.format(count)} ${rules.select(count) === "one" ? one : other}`;
}
