/** The column that marks our own CSV, with the version of its layout in each row. */
export const OWN_CSV_COLUMN = "opp_csv";
/** The last column of the variant for spreadsheets: each cell that begins with a formula's character or an apostrophe has one apostrophe more. */
export const SPREADSHEET_SAFE_COLUMN = "opp_spreadsheet_safe";

export const isOwnHeader = (header: readonly string[]): boolean => header.includes(OWN_CSV_COLUMN);
