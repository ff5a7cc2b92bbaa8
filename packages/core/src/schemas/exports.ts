import { z } from "zod";
import { EXPORT_FORMAT_NAMES } from "../rules/export-formats.ts";
import { categoryId, itemIds, ofVault } from "./ids.ts";
import { passphrase, password } from "./secrets.ts";

const formats = z.enum(EXPORT_FORMAT_NAMES);

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
/** The request before it is parsed. */
export type SentExport = z.input<typeof exportRequest>;
