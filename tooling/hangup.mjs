import { isatty } from "node:tty";

/** A process without a terminal (started by nohup or a service manager) outlives the shell that started it. */
export const endsWithTerminal = [0, 1, 2].some((stream) => isatty(stream));

/** Node forgets at its start that nohup had SIGHUP ignored, and would end by it. */
export function outliveTerminal() {
  if (!endsWithTerminal) process.on("SIGHUP", () => {});
}
