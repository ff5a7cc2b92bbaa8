import { isatty } from "node:tty";

const STANDARD_STREAMS = [0, 1, 2];

/**
 * SIGHUP means that the terminal closed, or that the operator wants files to be read again. The two differ by the terminal that the
 * process was started in. A process without one (nohup, a service manager) always reads files again: nohup asks to outlive the
 * terminal, and Node forgets at its start that the signal was ignored.
 * @returns whether the terminal is gone
 */
export function watchTerminal(): () => boolean {
  const terminals = STANDARD_STREAMS.filter((stream) => isatty(stream));
  return () => terminals.some((stream) => !isatty(stream));
}
