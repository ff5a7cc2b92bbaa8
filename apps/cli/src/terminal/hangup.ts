import { isatty } from "node:tty";

const STANDARD_STREAMS = [0, 1, 2];

/** Without a terminal of its own (nohup, a service manager) a process outlives the one that it was started from. */
export const endsWithTerminal: boolean = STANDARD_STREAMS.some((stream) => isatty(stream));

/** Node forgets at its start that nohup had SIGHUP ignored, and would end by it. */
export function outliveTerminal(): void {
  if (!endsWithTerminal) process.on("SIGHUP", () => undefined);
}
