/** A record of RFC 4180 with its line end. `all`: quotes around every cell, also where they aren't needed. */
export const csvRecord = (cells: readonly string[], { all = false } = {}): string =>
  `${cells.map((cell) => (all || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
