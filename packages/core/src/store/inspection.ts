import type { StoredRecord, UserRow } from "./rows.ts";

/** Something wrong with the database, by table and id where it has a place. Holds nothing that a person typed. */
export interface StructureProblem {
  readonly table: string | null;
  readonly id: number | null;
  readonly problem: string;
}

export interface InspectedRecord extends StoredRecord {
  readonly userId: number;
}

/** A look at a whole database, of every owner, for who checks it. One read transaction: everything is of one moment. */
export interface Inspection {
  /** Of a backup: when and by which version it was made; null for a vault's own database. */
  readonly backup: { readonly madeAt: number; readonly version: string } | null;
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>;
  /** Pages, indexes, references, counters; of a backup its digest has been checked before. */
  checkStructure(): StructureProblem[];
  users(): UserRow[];
  /** Every sealed record, of one owner or (null) of all, some at a time. */
  records(userId: number | null): Iterable<readonly InspectedRecord[]>;
  close(): void;
}
