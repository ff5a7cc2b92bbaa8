/** Undoes the spreadsheet-safe variant: one apostrophe was put before each cell that begins with a formula's character or an apostrophe. */
export const withoutApostrophe = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);
