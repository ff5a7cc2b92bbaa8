import { decodeBase64 } from "../../base64.ts";
import { hashText } from "../../cipher/hash-text.ts";
import { wipe } from "../../cipher/keys.ts";
import type { FileRow } from "../../duplicates/decide-row.ts";
import type { IncomingFile, IncomingNotice } from "../../duplicates/incoming.ts";
import { digestOf, sourceIdsOf } from "../../duplicates/item-digest.ts";
import { VaultError } from "../../errors.ts";
import type {
  ImportNotice,
  ImportPreview,
  NoticesPage,
  NoticesRequest,
  PreviewRequest,
} from "../../schemas/imports.ts";
import type { VaultDeps } from "../deps.ts";
import type { Upload } from "../import-desk.ts";
import { inSlices } from "../in-slices.ts";
import type { OpenVault } from "../open-vault.ts";
import { openImport } from "./import-record.ts";

/**
 * Reads the file, and says what it holds: nothing of it that is secret. Once more, with another password or other columns, it is
 * read again.
 * @throws VaultError NOT_FOUND, INVALID_INPUT (the file isn't complete), BUSY.
 */
export async function previewImport(
  deps: VaultDeps,
  vault: OpenVault,
  request: PreviewRequest,
): Promise<ImportPreview> {
  const upload = deps.importDesk.find(vault.scope, request.uploadId);
  if (upload.hash === null)
    throw new VaultError(
      "INVALID_INPUT",
      { field: "uploadId" },
      `The file isn't complete: ${upload.received} of ${upload.bytes} bytes have arrived.`,
    );
  const keyFile = request.keyFile === undefined ? null : decodeBase64(request.keyFile);
  try {
    const answer = await deps.importDesk.reading(upload, (signal) =>
      deps.readImportFile(
        {
          pieces: upload.parts,
          bytes: upload.bytes,
          fileName: upload.fileName,
          format: request.format ?? null,
          password: request.password ?? null,
          keyFile,
          table: request.table ?? null,
        },
        signal,
      ),
    );
    if (answer.outcome === "refused") return answer;
    const { file, formatName, table } = answer;
    upload.rows = await rowsOf(deps, file);
    const continues = await findUnfinished(deps, vault, upload);
    return { outcome: "read", format: file.format, formatName, counts: countsOf(file), continues, table };
  } finally {
    wipe(keyFile);
  }
}

async function rowsOf(deps: VaultDeps, file: IncomingFile): Promise<FileRow[]> {
  const ids = sourceIdsOf(file.format, file.items, hashText);
  return inSlices(
    deps.clock,
    [...file.items.entries()],
    ([at, item]) => ({ item, sourceId: ids[at] ?? "", digest: digestOf(item, hashText) }),
    (_, { item }) => item.blob.length,
  );
}

/** An import of the same file that broke off, or was cancelled. */
async function findUnfinished(deps: VaultDeps, vault: OpenVault, upload: Upload): Promise<number | null> {
  const batches = await deps.store.importBatches.list(vault.scope);
  const unfinished = batches.find(
    (row) =>
      (row.state === "running" || row.state === "cancelled") &&
      row.rowsAll === upload.rows.length &&
      openImport(vault, row).hash === upload.hash,
  );
  upload.batchId = unfinished?.id ?? null;
  return upload.batchId;
}

function countsOf({ items, categories, notices }: IncomingFile) {
  const files = items.flatMap(({ attachments = [] }) =>
    attachments.filter(({ removedAt }) => typeof removedAt !== "number"),
  );
  return {
    items: items.length,
    trashed: items.filter(({ trashed }) => trashed).length,
    categories: categories.length,
    attachments: files.length,
    attachmentBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    versions: items.reduce((sum, { history }) => sum + (history?.length ?? 0), 0),
    codes: items.filter(({ totp }) => totp !== "").length,
    notices: notices.length,
  };
}

export const describeNotice = ({ item, kind, about, row }: IncomingNotice): ImportNotice => ({
  item,
  kind,
  about,
  row: row ?? null,
});

/** @throws VaultError NOT_FOUND, INVALID_INPUT (the file wasn't read yet). */
export function listNotices(
  deps: VaultDeps,
  vault: OpenVault,
  { uploadId, cursor, limit }: NoticesRequest,
): NoticesPage {
  const { read } = requireRead(deps.importDesk.find(vault.scope, uploadId));
  const notices = read.file.notices.slice(cursor, cursor + limit).map(describeNotice);
  const next = cursor + notices.length;
  return { notices, nextCursor: next < read.file.notices.length ? next : null };
}

/** @throws VaultError INVALID_INPUT for a file that wasn't read yet. */
export function requireRead(upload: Upload): Upload & { readonly read: NonNullable<Upload["read"]> } {
  const { read } = upload;
  if (read === null)
    throw new VaultError(
      "INVALID_INPUT",
      { field: "uploadId" },
      "The file wasn't read yet: call imports.preview.",
    );
  return Object.assign(upload, { read });
}
