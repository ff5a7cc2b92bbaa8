import type { CategoryId, ImportBatchId, ItemId, UserId, VaultId, VaultScope, VersionId } from "../ids.ts";
import type { Sealed } from "../sealed.ts";
import type { Refusal } from "./membership.ts";
import type { CategoriesSeen } from "./rows.ts";
import type { WriteOptions } from "./write-options.ts";

/** running: also of one that broke off, which can be continued. */
export type ImportBatchState = "running" | "done" | "cancelled" | "undone";

export interface ImportBatchRow {
  readonly id: ImportBatchId;
  readonly userId: UserId;
  readonly state: ImportBatchState;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly rowsDone: number;
  readonly rowsAll: number;
  readonly sealRev: number;
  /** The file's name, format and hash, the plan, the counts and the report. */
  readonly sealed: Sealed;
}

/** made, merged: an item. file: one that was added to a merged item. */
export type ImportRowKind = "category" | "made" | "merged" | "file";

/** What an import wrote. */
export interface ImportRow {
  readonly kind: ImportRowKind;
  /** The item's, the category's or the file's. */
  readonly rowId: number;
  /** As the import left it: with another one, it was changed since. */
  readonly revision: number;
  /** For a merged item: the version that it was before. */
  readonly versionId: VersionId | null;
}

/** A version with its own instants; it is kept from the day it came. */
export interface NewVersion {
  readonly sealed: Sealed;
  readonly sealRev: number;
  readonly createdAt: number;
  readonly replacedAt: number;
}

export interface MadeCategory {
  readonly id: CategoryId;
  readonly sealed: Sealed;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Not null: in the trash. */
  readonly deletedAt: number | null;
}

export interface MadeItem {
  readonly id: ItemId;
  readonly categoryId: CategoryId | null;
  /** The category may be in the trash, as the item is or will be. */
  readonly isWithTrash: boolean;
  readonly sealed: Sealed;
  readonly sealRev: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** null: never. */
  readonly usedAt: number | null;
  /** Not null: in the trash. */
  readonly deletedAt: number | null;
  readonly versions: readonly NewVersion[];
}

/** The item's earlier record becomes a version. */
export interface MergedItemRow {
  readonly id: ItemId;
  readonly expectedRevision: number;
  readonly sealed: Sealed;
  readonly sealRev: number;
  readonly updatedAt: number;
  readonly versions: readonly NewVersion[];
  /** Versions that are one too many. */
  readonly dropped: readonly VersionId[];
}

/** A piece of an import: written wholly, with the progress, or not at all. */
export interface ImportChunk {
  /** The rows of the file that are done, with this chunk. */
  readonly rowsDone: number;
  readonly categories: readonly MadeCategory[];
  /** What the tree was when the categories were judged; left out where there are none. */
  readonly seen?: CategoriesSeen | undefined;
  readonly made: readonly MadeItem[];
  readonly merged: readonly MergedItemRow[];
}

export type WrittenChunk =
  | { readonly outcome: "written" }
  /** Items were changed in between. Nothing was written. */
  | { readonly outcome: "conflict"; readonly ids: number[] }
  | { readonly outcome: "unknown-category"; readonly ids: number[] }
  /** The categories were changed in between. */
  | { readonly outcome: "overtaken" }
  | { readonly outcome: "key-replaced" }
  /** The import isn't running (any more). */
  | { readonly outcome: "ended" };

export interface UndoneChunk {
  /** Made items that go to the trash, and made categories, each only at its revision. */
  readonly items: readonly { readonly id: ItemId; readonly expectedRevision: number }[];
  readonly categories: readonly { readonly id: CategoryId; readonly expectedRevision: number }[];
  /** Merged items that become again what they were. */
  readonly restored: readonly {
    readonly id: ItemId;
    readonly expectedRevision: number;
    readonly sealed: Sealed;
    readonly sealRev: number;
  }[];
  /** Rows that are settled, whatever became of them; the others stay listed as kept. */
  readonly settled: readonly Pick<ImportRow, "kind" | "rowId">[];
}

/** Imports of files into a vault that exists. */
export interface ImportBatchStore {
  reserveIds(vaultId: VaultId, count: number): Promise<ImportBatchId>;
  /** Event: "import-begun". */
  begin(
    scope: VaultScope,
    batch: { readonly id: ImportBatchId; readonly rowsAll: number; readonly sealed: Sealed },
    options: WriteOptions,
  ): Promise<"begun" | "key-replaced" | Refusal>;
  find(scope: VaultScope, id: ImportBatchId): Promise<ImportBatchRow | null>;
  /** The latest first. */
  list(scope: VaultScope): Promise<ImportBatchRow[]>;
  /** Continues one that was cancelled; one that runs continues anyway. Answers whether it runs now. */
  resume(scope: VaultScope, id: ImportBatchId): Promise<boolean | Refusal>;
  /** Only while the import runs. */
  writeChunk(
    scope: VaultScope,
    id: ImportBatchId,
    chunk: ImportChunk,
    options: WriteOptions & { readonly keepVersions: number },
  ): Promise<WrittenChunk | Refusal>;
  /**
   * After files were added to an item that the import wrote: a person didn't change it, so the item counts as changed when the
   * file says, and as untouched. `files`: those to remove when the import is undone.
   */
  settleFiles(
    scope: VaultScope,
    id: ImportBatchId,
    settled: {
      readonly itemId: ItemId;
      readonly updatedAt: number;
      /** When it went to the trash; null: it stays where it is. */
      readonly deletedAt: number | null;
      readonly files: readonly number[];
    },
  ): Promise<boolean | Refusal>;
  /** Only while the import runs. Event: "imported", unless it is cancelled before it wrote anything. */
  end(
    scope: VaultScope,
    id: ImportBatchId,
    ending: {
      readonly state: "done" | "cancelled";
      readonly sealRev: number;
      readonly sealed: Sealed;
    },
    options: WriteOptions,
  ): Promise<"ended" | "not-running" | "key-replaced" | Refusal>;
  /** How many rows of each kind are still to be undone. */
  countRows(scope: VaultScope, id: ImportBatchId): Promise<Readonly<Record<ImportRowKind, number>>>;
  /** At most `limit`, of one kind, in order of their ids, behind `after`. */
  rows(
    scope: VaultScope,
    id: ImportBatchId,
    page: { readonly kind: ImportRowKind; readonly after: number; readonly limit: number },
  ): Promise<ImportRow[]>;
  /** All or nothing; of an import that is running no more. Answers the ids of rows that were changed in between. */
  undoChunk(
    scope: VaultScope,
    id: ImportBatchId,
    chunk: UndoneChunk,
    options: WriteOptions & { readonly keepVersions: number },
  ): Promise<{ readonly outcome: "undone" } | { readonly outcome: "conflict" } | "key-replaced" | Refusal>;
  /** Event: "import-undone", the first time. Answers whether there is such an import. */
  markUndone(scope: VaultScope, id: ImportBatchId, now: number): Promise<boolean | Refusal>;
  /** Forgets imports that ended, or began if they didn't end, before `cutoff`; at most `limit`. Answers how many. */
  eraseBefore(cutoff: number, limit: number): Promise<number>;
}
