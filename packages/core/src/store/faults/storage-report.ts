import type { StorageCause } from "../../errors.ts";

/** A line about the database and what it is on, for the log. `cause` null: it works again. */
export interface StorageReport {
  readonly cause: StorageCause | null;
  /** The code of the database or of the operating system; "" where there is none. Holds no address. */
  readonly reason: string;
}
