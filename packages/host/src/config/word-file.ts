import { readFileSync, statSync } from "node:fs";
import { MIN_WORDS, parseWordList, type WordFault, type WordList } from "@opp/core/generator/word-list";
import { reasonOf } from "../files/data-folder.ts";
import { StartRefusal } from "../start-refusal.ts";

const MAX_BYTES = 16 * 1024 * 1024;
/** More of the same tell nothing new. */
const SHOWN_FAULTS = 5;

/** @throws StartRefusal when it can't be read, or is no list to draw a passphrase from. */
export function loadWordFile(path: string): WordList {
  const list = parseWordList(readText(path));
  if (!isFaults(list)) return list;
  const shown = list.slice(0, SHOWN_FAULTS).map((fault) => `The words ${path}: ${sentenceFor(fault)}`);
  const left = list.length - shown.length;
  throw new StartRefusal(left > 0 ? [...shown, `The words ${path}: ${left} more lines like these`] : shown);
}

const isFaults = (list: WordList | readonly WordFault[]): list is readonly WordFault[] => Array.isArray(list);

function readText(path: string): string {
  const refuse = (why: string) =>
    new StartRefusal([
      `The words ${path} can't be read (${why}). Write OPP_WORDFILE=<a text file with a word a line>`,
    ]);
  try {
    if (statSync(path).size > MAX_BYTES) throw refuse("the file is larger than 16 MiB");
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    throw refuse(error instanceof TypeError ? "it is no UTF-8 text" : reasonOf(error));
  }
}

function sentenceFor(fault: WordFault): string {
  switch (fault.kind) {
    case "too few":
      return `there are ${fault.count}, and ${MIN_WORDS} are the fewest that make a strong passphrase. Take a longer list`;
    case "too many":
      return `there are ${fault.count}, which is more than a million. Take a shorter list`;
    case "no word":
      return `line ${fault.line} is not one word of letters, with hyphens inside at most. Write one word a line`;
    case "too long":
      return `line ${fault.line} is longer than 40 letters. Leave it out`;
    case "twice":
      return `the word in line ${fault.line} was there before, capitals apart. Leave it out`;
  }
}
