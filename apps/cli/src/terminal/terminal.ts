import { closeSync, openSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { ReadStream, WriteStream } from "node:tty";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { LineEditor, type LineProblem, type TypedLine } from "./line-editor.ts";

/** The terminal that a person sits at, whatever standard input and output are; null where there is none. */
function openTerminal(): { input: ReadStream; output: WriteStream } | null {
  if (process.platform === "win32")
    return process.stdin.isTTY && process.stderr.isTTY
      ? { input: process.stdin, output: process.stderr }
      : null;
  try {
    return {
      input: new ReadStream(openSync("/dev/tty", "r")),
      output: new WriteStream(openSync("/dev/tty", "w")),
    };
  } catch {
    return null;
  }
}

interface Question {
  /** What is typed isn't shown. */
  readonly hidden: boolean;
  /** A paste may bring line breaks. */
  readonly isMultiline?: boolean;
}

const BELL = "\u0007";

/**
 * Asks on the terminal, and answers one line exactly.
 * @returns null without a terminal. @throws CliFailure on Ctrl-C, and for a line that would not be exact
 */
export async function ask(prompt: string, { hidden, isMultiline = false }: Question): Promise<string | null> {
  const terminal = openTerminal();
  if (!terminal) return null;
  const { input, output } = terminal;
  // Raw, so that the terminal itself shows nothing; before the prompt, which people and programs answer at once.
  input.setRawMode(true);
  markPastes();
  output.write(prompt);
  const show = (text: string) => void output.write(text);
  const editor = new LineEditor({
    echo: hidden ? () => undefined : show,
    ring: () => show(BELL),
    isMultiline,
  });
  try {
    const { text, hasIgnoredKeys, problem } = await readLine(input, editor);
    if (problem !== null) throw new CliFailure(EXIT.usage, PROBLEMS[problem]);
    if (hasIgnoredKeys) output.write(`\n${IGNORED_KEYS}`);
    return text;
  } catch (error) {
    typedAhead = "";
    throw error;
  } finally {
    input.setRawMode(false);
    output.write("\n");
    input.destroy();
    output.destroy();
  }
}

const IGNORED_KEYS = "Keys such as arrows do nothing here, and were left out.";

const PROBLEMS = {
  encoding:
    "What you typed isn't valid UTF-8, so nothing was changed. Set the terminal's character encoding to UTF-8, or use a file.",
  "line-breaks":
    "The pasted text has several lines, and this prompt takes one. Nothing was changed. Paste one line.",
  "control-character":
    "What you typed contains a control character, such as Ctrl-A. Nothing was changed. Type it without, or use a file.",
} as const satisfies Record<LineProblem, string>;

let marksPastes = false;

/** Has the terminal mark where a paste begins and ends, until this process ends. */
function markPastes(): void {
  const { TERM = "dumb" } = process.env;
  if (marksPastes || TERM === "dumb" || process.platform === "win32") return;
  marksPastes = true;
  const write = (sequence: string) => {
    const terminal = openSync("/dev/tty", "w");
    writeSync(terminal, sequence);
    closeSync(terminal);
  };
  write("\u001b[?2004h");
  process.once("exit", () => {
    try {
      write("\u001b[?2004l");
    } catch {
      // The terminal is gone.
    }
  });
}

/** What was typed or pasted after the end of a line is for the next question. */
let typedAhead = "";
/** What follows so soon was pasted with it, in another chunk. */
const SAME_PASTE_MILLISECONDS = 30;

/** @throws CliFailure where more was pasted than was asked for: it would be lost, or reach the shell. */
export function refuseLeftInput(advice = ""): void {
  const isNothing = /^[\r\n]*$/.test(typedAhead);
  typedAhead = "";
  if (isNothing) return;
  throw new CliFailure(
    EXIT.usage,
    `The pasted text has more lines than opp asks for. Nothing was changed. Paste one line per prompt.${advice}`,
  );
}

const newDecoder = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
let decoder = newDecoder();

/** The bytes as text. Where they aren't text, it spoils the line and answers something with the same line ends. */
function decode(bytes: Buffer, spoil: () => void): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    spoil();
    decoder = newDecoder();
    return bytes.toString("latin1");
  }
}

async function readLine(input: ReadStream, editor: LineEditor): Promise<TypedLine> {
  const line = await new Promise<TypedLine>((resolve, reject) => {
    const cancel = () => reject(new CliFailure(EXIT.interrupted, "Cancelled. Nothing was changed."));
    let isOver = false;
    const take = (text: string) => {
      if (isOver) {
        typedAhead += text;
        return;
      }
      const taken = editor.take(text);
      if (taken === "cancelled") cancel();
      if (taken === null || taken === "cancelled") return;
      isOver = true;
      typedAhead = taken.rest;
      resolve(taken.line);
    };
    input.on("error", reject);
    input.on("end", cancel);
    input.on("data", (bytes: Buffer) => take(decode(bytes, () => editor.spoil())));
    const ahead = typedAhead;
    typedAhead = "";
    take(ahead);
  });
  if (typedAhead === "") await wait(SAME_PASTE_MILLISECONDS);
  return line;
}
