import { isatty } from "node:tty";

/** Without a terminal of its own (nohup, a service manager) a process outlives the one that it was started from. */
export const endsWithTerminal = [0, 1, 2].some((stream) => isatty(stream));

/** Node forgets at its start that nohup had SIGHUP ignored, and would end by it. */
export function outliveTerminal() {
  if (!endsWithTerminal) process.on("SIGHUP", () => {});
}
