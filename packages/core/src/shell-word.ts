/** A path as one word of a command line that a person copies into a POSIX shell. */
export const shellWord = (path: string): string =>
  /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
