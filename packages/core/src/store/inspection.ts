import type { VaultId } from "../ids.ts";
import type { Sealed } from "../sealed.ts";
import type { AttachmentRow, AttachmentState } from "./attachment-store.ts";
import type { StoredRecord, UserRow, VaultKind } from "./rows.ts";

/** Where sealed records are. */
export const RECORD_TABLES = [
  "categories",
  "items",
  "item_versions",
  "attachments",
  "import_batches",
  "health_trends",
  "passkeys",
] as const satisfies readonly StoredRecord["table"][];

/** Something wrong with the database, by table and id where it has a place. Holds nothing that a person typed. */
export interface FoundProblem {
  readonly table: string | null;
  readonly id: number | null;
  readonly problem: string;
}

export type InspectedUser = Pick<UserRow, "id" | "username" | "wrap" | "recoverySeal" | "previousVaultKey">;

export interface InspectedVault {
  readonly id: VaultId;
  readonly kind: VaultKind;
  readonly keyNumber: number;
  readonly previousKey: Sealed | null;
}

export interface InspectedRecord extends StoredRecord {
  readonly vaultId: VaultId;
}

/** A file of an item, with its sealed chunks. */
export interface InspectedFile
  extends Pick<AttachmentRow, "id" | "bytes" | "received" | "digest" | "sealRev" | "sealed"> {
  readonly vaultId: VaultId;
  readonly state: AttachmentState;
  /** In the order of their numbers, one at a time; those behind a page that can't be read are left out. */
  chunks(): Iterable<{ readonly no: number; readonly sealed: Sealed }>;
}

/** A look at a whole database, of every owner, for who checks it. One read transaction: everything is of one moment. */
export interface Inspection {
  /** Of a backup: when and by which version it was made; null for a vault's own database. */
  readonly backup: { readonly madeAt: number; readonly version: string } | null;
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>;
  /** Of pages, indexes, references and counters. */
  readonly structure: readonly FoundProblem[];
  readonly users: readonly InspectedUser[];
  /** Of a schema that has none: each account's own. */
  readonly vaults: readonly InspectedVault[];
  /** Every sealed record of every owner, some at a time; those behind a page that can't be read are left out. */
  records(): Iterable<readonly InspectedRecord[]>;
  /** The files of every owner, whose records are among the others. */
  files(): Iterable<InspectedFile>;
  close(): void;
}
