import { z } from "zod";
import { categoryId, itemIds, ofVault } from "./ids.ts";
import { passphrase, password } from "./secrets.ts";

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

const formats = z.enum(Object.keys(EXPORT_FORMATS) as [ExportFormat, ...ExportFormat[]]);

/** Which part of a vault: everything; one category with those beneath it; or single items. */
const exportScope = z.discriminatedUnion("part", [
  z.strictObject({ part: z.literal("everything") }),
  z.strictObject({ part: z.literal("category"), categoryId }),
  z.strictObject({ part: z.literal("items"), ids: itemIds }),
]);

export const exportRequest = z.strictObject({
  ...ofVault,
  /** The login password, asked for again. */
  password,
  format: formats,
  /** Seals the file; left out: the format isn't sealed. */
  filePassphrase: passphrase.optional(),
  scope: exportScope,
  history: z.boolean(),
  trash: z.boolean(),
  files: z.boolean(),
});

export type ExportRequest = z.output<typeof exportRequest>;
export type ExportScope = ExportRequest["scope"];
