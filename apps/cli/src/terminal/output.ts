import { styleText } from "node:util";
import { safeJson } from "../text/safe-json.ts";
import { visibleLines } from "../text/visible.ts";
import { type Progress, startProgress } from "./progress.ts";

export interface Output {
  /** The command's answer, once, on standard output: as JSON, or as a person reads it. */
  result(value: unknown, text: string): void;
  /** As `result`, of a value alone: with a line end only on a terminal, where a person would miss it. Elsewhere every byte may count. */
  value(value: unknown, text: string): void;
  /** What a person should know beside it, on standard error; nothing with `--json`. */
  note(text: string): void;
  /** A bar on standard error for what takes more than a second; nothing with `--json` or where no terminal is. */
  progress(label: string, total: number): Progress;
  /** For the text of `result`. */
  readonly paint: Paint;
}

type Style = "bold" | "dim" | "red" | "green" | "yellow";
export type Paint = (style: Style, text: string) => string;

/** Colours only where standard output is a terminal, and not with NO_COLOR. */
const paint: Paint = (style, text) => styleText(style, text, { stream: process.stdout });

export function openOutput({ json = false }: { readonly json?: boolean | undefined }): Output {
  return {
    result: (value, text) => process.stdout.write(json ? `${safeJson(value)}\n` : endedLine(text)),
    value: (value, text) =>
      process.stdout.write(
        json ? `${safeJson(value)}\n` : process.stdout.isTTY ? endedLine(visibleLines(text)) : text,
      ),
    note: (text) => void (json || process.stderr.write(endedLine(text))),
    progress: (label, total) => startProgress(label, total, !json && process.stderr.isTTY),
    paint,
  };
}

const endedLine = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
