/** One line on stderr for a step of the set-up, so that stdout stays the server's own. */
export function note(text) {
  process.stderr.write(`${text}\n`);
}
