import { openSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { ReadStream, WriteStream } from "node:tty";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

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

/**
 * Asks on the terminal, and answers one line. `hidden`: what is typed isn't shown.
 * @returns null where there is no terminal. @throws CliFailure on Ctrl-C
 */
export async function ask(prompt: string, { hidden }: { hidden: boolean }): Promise<string | null> {
  const terminal = openTerminal();
  if (!terminal) return null;
  const { input, output } = terminal;
  // Raw, so that the terminal itself shows nothing; before the prompt, which people and programs answer at once.
  input.setRawMode(true);
  output.write(prompt);
  try {
    return await readLine(input, hidden ? () => undefined : (text) => output.write(text));
  } finally {
    input.setRawMode(false);
    output.write("\n");
    input.destroy();
    output.destroy();
  }
}

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const CTRL_U = "\u0015";
const BACKSPACES: ReadonlySet<string> = new Set(["\u0008", "\u007f"]);
/** Arrow and function keys, and the marks around a pasted text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it looks for
const ESCAPE_SEQUENCES = /\u001b(\[[0-9;?]*[ -/]*[@-~]|O.|.)?/gsu;

/** What was typed or pasted behind the end of a line is for the next question. */
let typedAhead = "";

function readLine(input: ReadStream, echo: (text: string) => void): Promise<string> {
  const decoder = new StringDecoder("utf8");
  const line: string[] = [];
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new CliFailure(EXIT.interrupted, "Cancelled. Nothing was changed."));
    const take = (text: string) => {
      const chars = [...text.replaceAll(ESCAPE_SEQUENCES, "")];
      for (const [index, char] of chars.entries()) {
        if (char === "\r" || char === "\n") {
          typedAhead = chars.slice(index + 1).join("");
          return resolve(line.join(""));
        }
        if (char === CTRL_C || (char === CTRL_D && line.length === 0)) return cancel();
        edit(line, char, echo);
      }
    };
    input.on("error", reject);
    input.on("end", cancel);
    input.on("data", (bytes: Buffer) => take(decoder.write(bytes)));
    const ahead = typedAhead;
    typedAhead = "";
    take(ahead);
  });
}

function edit(line: string[], char: string, echo: (text: string) => void): void {
  if (char === CTRL_U) {
    echo("\b \b".repeat(line.length));
    line.length = 0;
  } else if (BACKSPACES.has(char)) {
    if (line.pop() !== undefined) echo("\b \b");
  } else if (char >= " ") {
    line.push(char);
    echo(char);
  }
}
