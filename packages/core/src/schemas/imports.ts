import { z } from "zod";
import { IMPORT_PLANS, ROW_ACTIONS, ROW_CHOICES, ROW_REASONS } from "../duplicates/decide-row.ts";
import { KIND_NAMES } from "../items/kinds.ts";
import { LIMITS } from "../rules/limits.ts";
import { answeredId, categoryId, importBatchId, importUploadId, instant, ofVault } from "./ids.ts";
import { parseAtOnce } from "./parse-at-once.ts";
import { sentText } from "./text.ts";

const count = z.int().nonnegative();

export const newUpload = z.strictObject({
  ...ofVault,
  fileName: sentText("The file's name").max(255, "The file's name has at most 255 characters."),
  bytes: z
    .int("A file's length is a whole number of bytes.")
    .positive("The file is empty.")
    .max(LIMITS.importFileBytes, `A file has at most ${LIMITS.importFileBytes / 1024 / 1024} MiB.`),
});
export type NewUpload = z.output<typeof newUpload>;
/** Send the parts, in order, to PUT /api/imports/ID/FROM: each of at most `partBytes`, FROM being where it begins. */
export const begunUpload = z.object({ uploadId: z.string(), partBytes: count });
export const importPart = z.object({
  uploadId: importUploadId,
  from: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
});
export const receivedPart = z.object({ received: count });

const encoding = z.enum([
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "macintosh",
  "shift_jis",
]);
/** Where a column of a table goes: to a place, to a custom field of its name, or nowhere. */
const columnTarget = z.enum([
  "name",
  "url",
  "username",
  "email",
  "password",
  "totp",
  "blob",
  "category",
  "tags",
  "account",
  "favourite",
  "createdAt",
  "updatedAt",
  "field",
  "hidden",
  "skip",
]);
const tableChoices = z.strictObject({
  encoding: encoding.optional(),
  separator: z.string().length(1, "A separator is one character.").optional(),
  /** Whether the first record names the columns. */
  header: z.boolean().optional(),
  /** For each column, from the left. */
  mapping: z.array(columnTarget).max(500).optional(),
  /** Takes one apostrophe off each cell that begins with one. */
  apostrophes: z.enum(["keep", "undo"]).optional(),
});
export type ImportTableChoices = z.output<typeof tableChoices>;

const tablePreview = z.object({
  encoding,
  separator: z.string(),
  header: z.boolean(),
  columns: z.array(z.string()),
  /** The first records below the header; secrets are masked. */
  firstRows: z.array(z.array(z.string())),
  rows: count,
  mapping: z.array(columnTarget),
  /** Several cells have an apostrophe before a formula's character. */
  hasApostrophes: z.boolean(),
});
export type ImportTablePreview = z.output<typeof tablePreview>;

export const previewRequest = z.strictObject({
  ...ofVault,
  uploadId: importUploadId,
  /** Left out: what the content looks like. */
  format: z.string().max(40).optional(),
  /** The file's own; left out: none. */
  password: z.string().max(LIMITS.passphraseBytes).optional(),
  /** In base64. */
  keyFile: z
    .string()
    .max(2 * 1024 * 1024)
    .regex(/^[\w+/-]*={0,2}$/, "The key file must be base64.")
    .optional(),
  /** How a table is read that no program is known by; what is left out is guessed. */
  table: tableChoices.optional(),
});
export type PreviewRequest = z.output<typeof previewRequest>;

const notice = z.object({
  /** The item's name; null: the whole file. */
  item: z.string().nullable(),
  kind: z.enum(["noted", "partly", "left-out"]),
  about: z.string(),
  row: z.int().nullable(),
});
export type ImportNotice = z.output<typeof notice>;

export const importPreview = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("read"),
    format: z.string(),
    formatName: z.string(),
    counts: z.object({
      items: count,
      trashed: count,
      categories: count,
      attachments: count,
      attachmentBytes: count,
      versions: count,
      codes: count,
      notices: count,
    }),
    /** The import of the same file that broke off and is continued. */
    continues: answeredId.nullable(),
    /** A table that no program is known by: show it before it is imported. null: it is another file. */
    table: tablePreview.nullable(),
  }),
  z.object({ outcome: z.literal("refused"), reason: z.string(), about: z.string() }),
]);
export type ImportPreview = z.output<typeof importPreview>;

const page = {
  /** `nextCursor` of the page before. */
  cursor: count.default(0),
  limit: z.int().min(1).max(LIMITS.importPageRows).default(100),
};

export const noticesRequest = z.strictObject({ ...ofVault, uploadId: importUploadId, ...page });
export type NoticesRequest = z.output<typeof noticesRequest>;
export const noticesPage = z.object({ notices: z.array(notice), nextCursor: count.nullable() });
export type NoticesPage = z.output<typeof noticesPage>;

export const planRequest = parseAtOnce(
  z.strictObject({
    ...ofVault,
    uploadId: importUploadId,
    /** What happens to items that are in the vault already. */
    plan: z.enum(IMPORT_PLANS).default("merge"),
    /** Where the file's categories go; null: to the top level. */
    categoryId: categoryId.nullable().default(null),
    /** Decisions on single rows, added to those before; null takes one back. */
    choices: z
      .array(z.strictObject({ row: count, choice: z.enum(ROW_CHOICES).nullable() }))
      .max(LIMITS.importChoices)
      .default([]),
    /** Left out: all rows. */
    show: z.enum(ROW_ACTIONS).optional(),
    ...page,
  }),
);
export type PlanRequest = z.output<typeof planRequest>;

const plannedRow = z.object({
  /** Counted from 0. */
  row: count,
  name: z.string(),
  username: z.string(),
  site: z.string(),
  category: z.array(z.string()),
  kind: z.enum(KIND_NAMES),
  trashed: z.boolean(),
  action: z.enum(ROW_ACTIONS),
  reason: z.enum(ROW_REASONS),
  choice: z.enum(ROW_CHOICES).nullable(),
  /** The vault's item that the row is about. */
  itemId: answeredId.nullable(),
  itemName: z.string().nullable(),
  /** Others that match, too. */
  otherIds: z.array(answeredId),
  notices: z.array(z.string()),
});
export type ShownRow = z.output<typeof plannedRow>;
export const importPlan = z.object({
  counts: z.object({ create: count, merge: count, skip: count }),
  rows: z.array(plannedRow),
  nextCursor: count.nullable(),
});
export type ShownPlan = z.output<typeof importPlan>;

export const uploadSelection = z.strictObject({ ...ofVault, uploadId: importUploadId });
export type UploadSelection = z.output<typeof uploadSelection>;
export const importSelection = z.strictObject({ ...ofVault, importId: importBatchId });
export type ImportSelection = z.output<typeof importSelection>;

export const importReport = z.object({
  created: count,
  merged: count,
  /** There already, or skipped by the plan. */
  skipped: count,
  leftOut: count,
  categories: count,
  attachments: count,
  versions: count,
  notices: z.array(notice),
  /** More notices that aren't listed. */
  moreNotices: count,
});
export type ImportReport = z.output<typeof importReport>;

export const importState = z.object({
  id: answeredId,
  /** running: also of an import that broke off; the same file again continues it. */
  state: z.enum(["running", "done", "cancelled", "undone"]),
  fileName: z.string(),
  format: z.string(),
  plan: z.enum(IMPORT_PLANS),
  startedAt: instant,
  finishedAt: instant.nullable(),
  rowsDone: count,
  rowsAll: count,
  undoableUntil: instant,
  /** null until it ends. */
  report: importReport.nullable(),
});
export type ImportState = z.output<typeof importState>;
export const importsOf = z.strictObject(ofVault).default({});
export const importList = z.object({ imports: z.array(importState) });
export type ImportList = z.output<typeof importList>;
export const cancelledImport = z.object({
  /** What was imported so far; null: nothing. */
  importId: answeredId.nullable(),
});

export const undoRequest = z.strictObject({
  ...ofVault,
  importId: importBatchId,
  /** Also items that were changed after the import. */
  changedToo: z.boolean().default(false),
});
export type UndoRequest = z.output<typeof undoRequest>;
export const undoneImport = z.object({
  /** false: call again to continue. */
  done: z.boolean(),
  /** By this call. */
  trashed: count,
  restored: count,
  /** Changed after the import, and so left unchanged. */
  kept: z.array(z.object({ itemId: answeredId, name: z.string() })),
  moreKept: count,
});
export type UndoneImport = z.output<typeof undoneImport>;
