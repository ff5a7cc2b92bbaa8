import { readFileSync, statSync } from "node:fs";
import { MIN_WORDS, parseWordList, type WordFault, type WordList } from "@opp/core/generator/word-list";
import { StartRefusal } from "../errors/start-refusal.ts";
import { reasonOf } from "../files/data-folder.ts";

const MAX_BYTES = 16 * 1024 * 1024;
/** More of the same tell nothing new. */
const SHOWN_FAULTS = 5;

/** @throws StartRefusal when it can't be read, or is no list to draw a passphrase from. */
export function loadWordFile(path: string): WordList {
  const list = parseWordList(readText(path));
  if (!isFaults(list)) return list;
  const shown = list.slice(0, SHOWN_FAULTS).map((fault) => `The word file ${path}: ${sentenceFor(fault)}`);
  const left = list.length - shown.length;
  throw new StartRefusal(
    left > 0 ? [...shown, `The word file ${path}: ${left} more lines like these`] : shown,
  );
}

const isFaults = (list: WordList | readonly WordFault[]): list is readonly WordFault[] => Array.isArray(list);

function readText(path: string): string {
  const refuse = (why: string) =>
    new StartRefusal([
      `Can't read the word file ${path} (${why}). Set OPP_WORDFILE=<a text file with one word per line>`,
    ]);
  try {
    if (statSync(path).size > MAX_BYTES) throw refuse("the file is larger than 16 MiB");
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    throw refuse(error instanceof TypeError ? "it isn't valid UTF-8" : reasonOf(error));
  }
}

function sentenceFor(fault: WordFault): string {
  switch (fault.kind) {
    case "too few":
      return `${fault.count} words are too few: a strong passphrase needs a list of at least ${MIN_WORDS}. Use a longer list`;
    case "too many":
      return `${fault.count} words are too many: a list has at most a million. Use a shorter list`;
    case "no word":
      return `line ${fault.line} isn't one word of letters and inner hyphens. Write one word per line`;
    case "too long":
      return `line ${fault.line} is longer than 40 letters. Remove it`;
    case "twice":
      return `line ${fault.line} repeats an earlier word, ignoring capital letters. Remove it`;
  }
}
