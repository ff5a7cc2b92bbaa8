import { isatty } from "node:tty";

const STANDARD_STREAMS = [0, 1, 2];

/**
 * SIGHUP says two things: the terminal is gone, or somebody asks to read again what changes. The answer tells them apart, by the
 * terminal that the process was started at. Without one (nohup, a service manager) it is always the second: whoever wrote nohup
 * asked to outlive the terminal, and Node forgets that the signal was ignored.
 * @returns whether the terminal is gone
 */
export function watchTerminal(): () => boolean {
  const terminals = STANDARD_STREAMS.filter((stream) => isatty(stream));
  return () => terminals.some((stream) => !isatty(stream));
}
