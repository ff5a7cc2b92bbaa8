/** Text from a vault or a database for a terminal, which would obey control characters in it. */
export const visible = (text: string): string =>
  text.replace(/\p{Cc}|\p{Cf}/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);

/** The same of a text that may have several lines. */
export const visibleLines = (text: string): string => text.split("\n").map(visible).join("\n");
