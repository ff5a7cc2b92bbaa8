import type { AttachmentId, CategoryId, ItemId, VersionId } from "../ids.ts";
import type { Sealed } from "../sealed.ts";
import type { NewVersion } from "./import-batch-store.ts";

/** An item as a reader of this revision saw it. */
interface SeenItem {
  readonly id: ItemId;
  readonly expectedRevision: number;
}

/** Several items that become one. */
export interface ItemMerge {
  readonly kept: SeenItem & {
    readonly sealRev: number;
    readonly sealed: Sealed;
    /** Left out: it stays where it is. */
    readonly categoryId?: CategoryId;
    readonly versions: readonly NewVersion[];
    /** Versions that are one too many. */
    readonly dropped: readonly VersionId[];
  };
  /** They go to the trash, and their files to the item that stays. */
  readonly others: readonly SeenItem[];
}

export type ItemsMerged =
  | {
      readonly outcome: "merged";
      readonly revision: number;
      /** What the item was before; null: no versions are kept. */
      readonly versionId: VersionId | null;
      readonly files: readonly { readonly id: AttachmentId; readonly from: ItemId }[];
    }
  /** Items, or the category, were changed in between. Nothing was written. */
  | { readonly outcome: "conflict"; readonly ids: number[] }
  | { readonly outcome: "too-many-files" }
  | { readonly outcome: "key-replaced" };

export interface ItemUnmerge {
  readonly kept: SeenItem & {
    readonly sealRev: number;
    readonly sealed: Sealed;
    /** It had no category before. */
    readonly leavesCategory: boolean;
  };
  readonly others: readonly (SeenItem & { readonly files: readonly AttachmentId[] })[];
}

export type ItemsUnmerged =
  | { readonly outcome: "unmerged" }
  | { readonly outcome: "conflict"; readonly ids: number[] }
  | { readonly outcome: "key-replaced" };
