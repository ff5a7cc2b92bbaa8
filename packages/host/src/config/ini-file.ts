import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { shellWord } from "@opp/core/shell-word";
import { StartRefusal } from "../errors/start-refusal.ts";
import { reasonOf } from "../files/data-folder.ts";
import { acceptance, isMountedSecret } from "../files/private-file.ts";

export interface IniEntry {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export interface IniFile {
  readonly path: string;
  readonly entries: readonly IniEntry[];
  /** Whether other users can read it, who wouldn't need to. */
  readonly isReadableByOthers: boolean;
  /** What was overlooked about its mode, for the log. */
  readonly accepted: string | null;
}

const MAX_BYTES = 1024 * 1024;

/**
 * An INI file as Python's configparser reads it, without its substitutions and continued lines: `name = value` or
 * `name: value`, sections in brackets, comments on lines of their own. Sections are passed over.
 * @returns null where it isn't there. @throws StartRefusal with everything in it that can't be read.
 */
export function readIniFile(path: string): IniFile | null {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    if (reasonOf(error) === "ENOENT" || reasonOf(error) === "ENOTDIR") return null;
    throw unreadable(path, reasonOf(error));
  }
  try {
    const found = fstatSync(file);
    const { mode, size } = found;
    if (size > MAX_BYTES) throw unreadable(path, "it is larger than 1 MiB");
    // Windows has no such bits, and Node makes them up.
    const bits = process.platform === "win32" ? 0 : mode;
    if ((bits & 0o022) !== 0) {
      throw new StartRefusal([
        `Other users can write to the configuration ${path} and could point it at their own database. Run: chmod 600 ${shellWord(path)}`,
      ]);
    }
    const entries = parseIni(path, decode(path, readFileSync(file)));
    const isReadable = (bits & 0o044) !== 0;
    const isMounted = isReadable && isMountedSecret(found);
    const accepted = isMounted ? acceptance("The configuration", path, found) : null;
    return { path, entries, isReadableByOthers: isReadable && !isMounted, accepted };
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    throw unreadable(path, reasonOf(error));
  } finally {
    closeSync(file);
  }
}

const unreadable = (path: string, why: string): StartRefusal =>
  new StartRefusal([
    `Can't read the configuration ${path} (${why}). Choose a text file that this user can read`,
  ]);

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(path, "it isn't valid UTF-8");
  }
}

function parseIni(path: string, text: string): IniEntry[] {
  const problems: string[] = [];
  const entries = new Map<string, IniEntry>();
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = whole.trim();
    if (content === "" || /^[#;]/.test(content) || /^\[[^\]]+\]$/.test(content)) continue;
    const [, name, value] = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(content) ?? [];
    if (name === undefined || value === undefined) {
      problems.push(`${path}, line ${line}: this isn't "name = value", a [section] or a # comment`);
      continue;
    }
    const entry = { name: name.toLowerCase(), value, line };
    const earlier = entries.get(entry.name);
    if (earlier)
      problems.push(
        `${entry.name} is set twice in ${path}, in lines ${earlier.line} and ${line}. Remove one`,
      );
    else entries.set(entry.name, entry);
  }
  if (problems.length > 0) throw new StartRefusal(problems);
  return [...entries.values()];
}
