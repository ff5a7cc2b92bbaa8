/** What an export can be. sealed: under a separate passphrase; files: it can hold items' files. */
export const EXPORT_FORMATS = {
  opp: { extension: "opp", sealed: true, history: true, trash: true, files: true },
  kdbx: { extension: "kdbx", sealed: true, history: true, trash: true, files: true },
  "bitwarden-encrypted": { extension: "json", sealed: true, history: true, trash: false, files: false },
  bitwarden: { extension: "json", sealed: false, history: true, trash: false, files: false },
  csv: { extension: "csv", sealed: false, history: false, trash: false, files: false },
  "csv-full": { extension: "csv", sealed: false, history: false, trash: true, files: false },
  "csv-spreadsheet": { extension: "csv", sealed: false, history: false, trash: true, files: false },
  cxf: { extension: "json", sealed: false, history: false, trash: false, files: false },
  json: { extension: "json", sealed: false, history: true, trash: true, files: true },
  html: { extension: "html", sealed: false, history: false, trash: false, files: false },
} as const;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

export const isExportFormat = (value: string): value is ExportFormat => Object.hasOwn(EXPORT_FORMATS, value);

/** In the table's order. */
export const EXPORT_FORMAT_NAMES: readonly ExportFormat[] =
  Object.keys(EXPORT_FORMATS).filter(isExportFormat);
