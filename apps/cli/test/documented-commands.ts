import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const CHECKOUT = join(import.meta.dirname, "../../..");

/** What a page shows to be typed: a command, or in a fence of another language all that is between its lines. */
export interface Shown {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const pagesIn = (folder: string): string[] =>
  readdirSync(join(CHECKOUT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));

export const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "examples/README.md",
  "packages/client/README.md",
  ...pagesIn("docs").toSorted(),
  ...pagesIn("docs/deploy").toSorted(),
];

/** Every line of every code block, in order; comments behind two spaces are cut. A fence that names its language is one piece. */
export function findShown(page: string, markdown = readFileSync(join(CHECKOUT, page), "utf8")): Shown[] {
  const shown: Shown[] = [];
  let fence: { language: string; lines: string[] } | null = null;
  let isAfterText = false;
  for (const line of markdown.split("\n")) {
    const [, language] = /^```(\S*)/.exec(line) ?? [];
    if (fence) {
      if (language === undefined) fence.lines.push(line);
      else {
        if (fence.language !== "")
          shown.push({ page, language: fence.language, text: fence.lines.join("\n") });
        else
          for (const text of fence.lines)
            if (text.trim()) shown.push({ page, language: "", text: text.trim() });
        fence = null;
      }
    } else if (language !== undefined) fence = { language, lines: [] };
    // Markdown takes an indented line for code only after an empty one.
    else if (/^ {4}\S/.test(line) && !isAfterText) shown.push({ page, language: "", text: commandOf(line) });
    isAfterText = line.trim() !== "" && !/^ {4}/.test(line);
  }
  return shown;
}

const commandOf = (line: string): string =>
  line
    .trim()
    .replace(/ +# .*$/, "")
    .replace(/ {5,}.*$/, "");
