import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Command } from "@commander-js/extra-typings";
import { noticeSecret, type SecretNotice } from "@opp/core/rules/secret-notices";
import { Secret } from "@opp/core/secret";
import { shellWord } from "@opp/core/shell-word";
import { isMountedSecret } from "@opp/host/files/private-file";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { decodeUtf8 } from "../text/decode-utf8.ts";
import { visible } from "../text/visible.ts";
import { ask, refuseLeftInput } from "./terminal.ts";

export interface SecretRequest<Name extends string> {
  /** As it stands in `--NAME-file` and `--NAME-fd`. */
  readonly name: Name;
  /** As it stands in a sentence and, with a capital, before the prompt's colon: "the old passphrase". */
  readonly what: string;
  /** Someone chooses it now: it is asked for twice. */
  readonly isNew?: boolean;
  /** Taken from standard input only, if it has a line for it; else it is "". */
  readonly isOptional?: boolean;
  /** It may have line breaks, as a private key does. */
  readonly isMultiline?: boolean;
  /** The option that reads it from a file; left out: `--NAME-file PATH`. */
  readonly fileOption?: string;
}

/** What no secret is longer than, and a wrong file often is. */
const MAX_BYTES = 65_536;

/** Adds `--NAME-file` and `--NAME-fd` for each; the order of the requests is that of the lines of standard input. */
export function addSecretOptions(command: Command, requests: readonly SecretRequest<string>[]): void {
  for (const { name, what, isMultiline = false } of requests) {
    command.option(
      `--${name}-file <path>`,
      `read ${what} from this file, ${isMultiline ? "whose last line end is left out" : "which has one line"}`,
    );
    command.option(`--${name}-fd <number>`, `read ${what} from this file descriptor`);
  }
}

/**
 * Each secret from its file or descriptor, else (`fromStdin`) from the next line of standard input, else from the terminal,
 * without echo. @throws CliFailure
 */
export async function readSecrets<Name extends string>(
  requests: readonly SecretRequest<Name>[],
  options: object,
  fromStdin: boolean,
): Promise<(name: Name) => Secret> {
  const lines = fromStdin ? await stdinLines() : null;
  const secrets = new Map<Name, Secret>();
  for (const request of requests) {
    const text = request.isOptional
      ? (lines?.shift() ?? "")
      : (fromFileOrDescriptor(request, options) ??
        (lines ? nextLine(lines, request) : await askFor(request)));
    warnOf(text, request);
    secrets.set(request.name, new Secret(text));
  }
  if (lines && lines.length > 0)
    throw new CliFailure(EXIT.usage, "Standard input has more lines than the command needs secrets.");
  const multiline = requests.find(({ isMultiline }) => isMultiline);
  refuseLeftInput(
    multiline ? ` For a secret with several lines, use ${fileOptionOf(multiline)}.` : undefined,
  );
  return (name) => {
    const secret = secrets.get(name);
    if (!secret) throw new Error(`the secret ${name} was not asked for`);
    return secret;
  };
}

const NOTICES: Readonly<Record<SecretNotice, string>> = {
  "outer-space": "begins or ends with a space",
  "invisible-character": "contains an invisible or unusual space character",
};

/** The secret is used unchanged, so a space that was typed by mistake should be noticed. */
function warnOf(text: string, { what }: SecretRequest<string>): void {
  const notice = noticeSecret(text);
  if (notice) process.stderr.write(`Note: ${what} ${NOTICES[notice]}, which counts.\n`);
}

/** The right to read, of the file's group and of all others. */
const OTHERS_READ = 0o044;

/** The mode says nothing on Windows, and nothing of a pipe, which only its two ends read. */
function warnOfReaders(file: number, path: string): void {
  if (process.platform === "win32") return;
  const found = fstatSync(file);
  // What a container platform mounts can't be changed there.
  if (found.isFile() && (found.mode & OTHERS_READ) !== 0 && !isMountedSecret(found))
    process.stderr.write(
      `Warning: other users can read ${visible(path)}. Run: chmod 600 ${visible(shellWord(path))}\n`,
    );
}

function fromFileOrDescriptor(request: SecretRequest<string>, options: object): string | null {
  const { name } = request;
  const given = new Map<string, unknown>(Object.entries(options));
  const key = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const path = given.get(`${key}File`);
  const descriptor = given.get(`${key}Fd`);
  if (typeof path === "string" && typeof descriptor === "string")
    throw new CliFailure(EXIT.usage, `Use either --${name}-file or --${name}-fd, not both.`);
  if (typeof path === "string") {
    const file = openSync(path, "r");
    try {
      warnOfReaders(file, path);
      return secretIn(readAll(file), request);
    } finally {
      closeSync(file);
    }
  }
  if (typeof descriptor !== "string") return null;
  if (!/^\d{1,4}$/.test(descriptor))
    throw new CliFailure(EXIT.usage, `--${name}-fd needs the number of an open file descriptor, such as 3.`);
  try {
    return secretIn(readAll(Number(descriptor)), request);
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure(
      EXIT.file,
      `File descriptor ${descriptor} can't be read. In a shell: opp … --${name}-fd 3 3<FILE`,
    );
  }
}

/** Without its line ends; an empty last line is none. */
async function stdinLines(): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) addChunk(chunks, chunk);
  const lines = decode(Buffer.concat(chunks), "standard input").split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function nextLine(lines: string[], { what }: SecretRequest<string>): string {
  const line = lines.shift();
  if (line === undefined)
    throw new CliFailure(
      EXIT.usage,
      `Standard input has no line for ${what}: send one secret per line, in the order that --help shows.`,
    );
  return line;
}

const fileOptionOf = ({ name, fileOption = `--${name}-file PATH` }: SecretRequest<string>): string =>
  fileOption;

async function askFor(request: SecretRequest<string>): Promise<string> {
  const { what, isNew = false, isMultiline = false } = request;
  const title = what.replace(/^the /, "");
  const prompt = title.charAt(0).toUpperCase() + title.slice(1);
  const text = await ask(`${prompt}: `, { hidden: true, isMultiline });
  if (text === null)
    throw new CliFailure(
      EXIT.usage,
      `Can't ask for ${what} without a terminal. Use "-" and send it on standard input, or ${fileOptionOf(request)}.`,
    );
  if (isNew && (await ask("Repeat it: ", { hidden: true })) !== text)
    throw new CliFailure(EXIT.usage, "The entries don't match. Nothing was changed.");
  return text;
}

function secretIn(bytes: Buffer, { what, isMultiline = false }: SecretRequest<string>): string {
  const text = decode(bytes, what).replace(/\r?\n$/, "");
  if (!isMultiline && /\n/.test(text))
    throw new CliFailure(
      EXIT.usage,
      `The file for ${what} has more than one line. Use a file that contains only the secret.`,
    );
  return text;
}

function decode(bytes: Buffer, what: string): string {
  const text = decodeUtf8(bytes);
  if (text === null) throw new CliFailure(EXIT.usage, `The input for ${what} isn't valid UTF-8.`);
  if (text.startsWith("\ufeff"))
    throw new CliFailure(
      EXIT.usage,
      `The input for ${what} begins with a byte order mark (U+FEFF), which would become part of it. Save the file as UTF-8 without one.`,
    );
  return text;
}

function readAll(file: number): Buffer {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(8192);
    const count = readSync(file, chunk);
    if (count === 0) return Buffer.concat(chunks);
    addChunk(chunks, chunk.subarray(0, count));
  }
}

function addChunk(chunks: Buffer[], chunk: Buffer): void {
  chunks.push(chunk);
  if (chunks.reduce((sum, { length }) => sum + length, 0) > MAX_BYTES)
    throw new CliFailure(EXIT.usage, "The input is longer than 64 KiB. Is it the right file?");
}
