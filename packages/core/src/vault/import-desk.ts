import { hashPieces } from "../cipher/hash-text.ts";
import { wipe } from "../cipher/keys.ts";
import type { FileRow, ImportPlan, RowAction, RowChoice, RowReason } from "../duplicates/decide-row.ts";
import type { IncomingAttachment } from "../duplicates/incoming.ts";
import { VaultError } from "../errors.ts";
import {
  asImportUploadId,
  type CategoryId,
  type ImportBatchId,
  type ImportUploadId,
  type ItemId,
  type VaultScope,
} from "../ids.ts";
import type { RandomBytes } from "../random-bytes.ts";
import { LIMITS } from "../rules/limits.ts";
import type { ImportNotice } from "../schemas/imports.ts";
import type { AbortSignalLike, ReadFileAnswer } from "./read-import-file.ts";

/** A file on its way in. It is in memory only, in clear, and goes when it was imported or isn't asked for any more. */
export interface Upload {
  readonly id: ImportUploadId;
  readonly scope: VaultScope;
  readonly fileName: string;
  readonly bytes: number;
  /** As many as came. */
  received: number;
  readonly parts: Uint8Array[];
  /** The hash of the whole file, once it has arrived. */
  hash: string | null;
  read: Extract<ReadFileAnswer, { outcome: "read" }> | null;
  rows: readonly FileRow[];
  plan: ImportPlan;
  categoryId: CategoryId | null;
  readonly choices: Map<number, RowChoice>;
  /** null: it has to be made again. */
  planned: readonly PlannedRow[] | null;
  batchId: ImportBatchId | null;
  /** The first row that isn't imported yet. */
  next: number;
  /** Items that rows of the file have. */
  readonly claimed: Set<number>;
  /** What this process imported of it. */
  counts: { versions: number; attachments: number; leftOut: number };
  readonly notices: ImportNotice[];
  /** Files of items that are imported, which are still to be added. */
  readonly pending: PendingFiles[];
  /** Ends the reading that is under way. */
  stop: (() => void) | null;
  touchedAt: number;
}

/** The files that an item of the vault is to get. */
export interface PendingFiles {
  readonly itemId: ItemId;
  readonly name: string;
  readonly files: readonly IncomingAttachment[];
  /** As the import wrote it: a file that is added would make it now. */
  readonly updatedAt: number;
  /** When it goes to the trash, where nothing gets files; null: it stays. */
  readonly deletedAt: number | null;
  readonly isMerged: boolean;
}

/** What the preview shows of a row: nothing secret. */
export interface PlannedRow {
  readonly row: number;
  readonly action: RowAction;
  readonly reason: RowReason;
  readonly itemId: number | null;
  readonly itemName: string | null;
  readonly otherIds: readonly number[];
}

/** What the files of all accounts may take together. */
const MOST_UPLOADS = 4;
const MOST_BYTES = 2 * LIMITS.importFileBytes;
const IDLE_MS = 15 * 60_000;
const RETRY_AFTER_SECONDS = 60;

/** Holds the files that are being imported: one for each account, a few for the server. */
export class ImportDesk {
  readonly #uploads = new Map<ImportUploadId, Upload & { readonly hashing: ReturnType<typeof hashPieces> }>();
  readonly #clock: { elapsed(): number };
  readonly #random: RandomBytes;

  constructor(clock: { elapsed(): number }, random: RandomBytes) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Makes room for a file; another one of the account is given up for it. @throws VaultError BUSY. */
  open(
    scope: VaultScope,
    { fileName, bytes }: { readonly fileName: string; readonly bytes: number },
  ): Upload {
    this.dropIdle();
    for (const upload of this.#uploads.values()) if (upload.scope.userId === scope.userId) this.drop(upload);
    const taken = [...this.#uploads.values()].reduce((sum, upload) => sum + upload.bytes, 0);
    if (this.#uploads.size >= MOST_UPLOADS || taken + bytes > MOST_BYTES)
      throw new VaultError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS });
    const id = asImportUploadId(
      Array.from(this.#random(16), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    );
    const upload = {
      id,
      scope,
      fileName,
      bytes,
      received: 0,
      parts: [],
      hash: null,
      read: null,
      rows: [],
      plan: "merge" as const,
      categoryId: null,
      choices: new Map<number, RowChoice>(),
      planned: null,
      batchId: null,
      next: 0,
      claimed: new Set<number>(),
      counts: { versions: 0, attachments: 0, leftOut: 0 },
      notices: [],
      pending: [],
      stop: null,
      touchedAt: this.#clock.elapsed(),
      hashing: hashPieces(),
    };
    this.#uploads.set(id, upload);
    return upload;
  }

  /** @throws VaultError NOT_FOUND for one that is another's, or gone. */
  find(scope: VaultScope, id: ImportUploadId): Upload {
    this.dropIdle();
    const upload = this.#uploads.get(id);
    if (upload?.scope.userId !== scope.userId || upload.scope.vaultId !== scope.vaultId) throw noSuchUpload();
    upload.touchedAt = this.#clock.elapsed();
    return upload;
  }

  /**
   * Takes the next part. One that came before is passed over, so that it can be sent again. Answers how many bytes there are.
   * @throws VaultError NOT_FOUND, INVALID_INPUT (a part is missing before this one, or the file is longer than declared).
   */
  receive(scope: VaultScope, id: ImportUploadId, from: number, part: Uint8Array): number {
    const found = this.find(scope, id);
    const upload = this.#uploads.get(found.id);
    if (!upload) throw noSuchUpload();
    if (from + part.length <= upload.received) return upload.received;
    if (from !== upload.received || from + part.length > upload.bytes)
      throw new VaultError(
        "INVALID_INPUT",
        { field: "from" },
        `This part doesn't follow: ${upload.received} of ${upload.bytes} bytes have arrived.`,
      );
    upload.parts.push(part);
    upload.hashing.add(part);
    upload.received += part.length;
    if (upload.received === upload.bytes) upload.hash = upload.hashing.end();
    return upload.received;
  }

  /** Reads the file, unless the account reads another one at the moment; what was read before is let go of. @throws VaultError BUSY. */
  async reading(
    upload: Upload,
    read: (signal: AbortSignalLike) => Promise<ReadFileAnswer>,
  ): Promise<ReadFileAnswer> {
    if (upload.stop !== null) throw new VaultError("BUSY", { retryAfterSeconds: 2 });
    const stopping = stopSignal();
    upload.stop = stopping.stop;
    letGo(upload);
    const isGone = () => !this.#uploads.has(upload.id);
    try {
      const answer = await read(stopping.signal);
      if (answer.outcome === "read") {
        if (isGone()) void answer.close();
        else upload.read = answer;
      }
      if (isGone()) throw noSuchUpload();
      return answer;
    } catch (error) {
      throw isGone() ? noSuchUpload() : error;
    } finally {
      upload.stop = null;
    }
  }

  drop(upload: Pick<Upload, "id">): void {
    const dropped = this.#uploads.get(upload.id);
    if (!dropped) return;
    this.#uploads.delete(upload.id);
    dropped.stop?.();
    wipe(...dropped.parts);
    dropped.parts.length = 0;
    letGo(dropped);
  }

  /** Gives up the file of an import. */
  dropOf(batchId: ImportBatchId): void {
    for (const upload of this.#uploads.values()) if (upload.batchId === batchId) this.drop(upload);
  }

  dropIdle(): void {
    const since = this.#clock.elapsed() - IDLE_MS;
    for (const upload of this.#uploads.values()) if (upload.touchedAt <= since) this.drop(upload);
  }

  get size(): number {
    return this.#uploads.size;
  }
}

function letGo(upload: Upload): void {
  void upload.read?.close();
  upload.read = null;
  upload.rows = [];
  upload.planned = null;
  upload.next = 0;
  upload.choices.clear();
  upload.claimed.clear();
  upload.pending.length = 0;
}

/** As an AbortController does it, which core is compiled without. */
function stopSignal(): { readonly signal: AbortSignalLike; readonly stop: () => void } {
  const listeners: (() => void)[] = [];
  let aborted = false;
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      addEventListener: (_type, listener) => void listeners.push(listener),
    },
    stop: () => {
      aborted = true;
      for (const listener of listeners) listener();
    },
  };
}

const noSuchUpload = () =>
  new VaultError("NOT_FOUND", { table: "imports" }, "This file no longer exists here. Choose it again.");
