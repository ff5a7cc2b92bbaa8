import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How the child is started: Node's arguments, and the program for its standard input; null: the arguments name its file. */
export interface ChildProgram {
  readonly args: readonly string[];
  readonly text: string | null;
}

/**
 * In the bundle: the program's text, read now because a newer build may replace the file before a child starts. Such a child may read no
 * file at all. From the sources: the file, with the checkout to read its modules from.
 */
export function loadChildProgram(): ChildProgram {
  const bundled = join(import.meta.dirname, "file-reader.mjs");
  return existsSync(bundled)
    ? bundledProgram(bundled)
    : sourceProgram(join(import.meta.dirname, "file-reader.ts"));
}

export const bundledProgram = (file: string): ChildProgram => ({
  args: ["--permission", "--input-type=module", "-"],
  text: readFileSync(file, "utf8"),
});

export const sourceProgram = (file: string): ChildProgram => ({
  args: ["--permission", `--allow-fs-read=${join(import.meta.dirname, "../../../..")}`, file],
  text: null,
});
