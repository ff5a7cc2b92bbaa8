import { isatty } from "node:tty";

const STANDARD_STREAMS = [0, 1, 2];

/** A process without a terminal (started by nohup or a service manager) outlives the shell that started it. */
export const endsWithTerminal: boolean = STANDARD_STREAMS.some((stream) => isatty(stream));

/** Node forgets at its start that nohup had SIGHUP ignored, and would end by it. */
export function outliveTerminal(): void {
  if (!endsWithTerminal) process.on("SIGHUP", () => undefined);
}
