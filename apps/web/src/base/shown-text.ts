import { isVisible } from "@opp/core/rules/text";

/** A name of which people would see nothing, as a sign for each character; any other name unchanged. */
export const visibleName = (name: string): string =>
  name === "" || isVisible(name) ? name : [...name].map(signOf).join(" ");

const signOf = (char: string): string =>
  char === " " ? "␣" : `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** A text for one line: a line break is a sign, instead of a space. */
export const onOneLine = (text: string): string => text.replace(/\r\n?|\n/g, "⏎");
