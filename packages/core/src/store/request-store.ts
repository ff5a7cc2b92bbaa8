import type { VaultScope } from "../ids.ts";

/**
 * A creation that can be sent again. Both are hashes under a key that only the caller has (cipher/request-key.ts): of the name by which
 * it is found again, and of what was asked for.
 */
export interface NamedRequest {
  readonly name: Uint8Array;
  readonly digest: Uint8Array;
}

/** What a request made: `count` ids in a row. */
export interface MadeRecords {
  readonly table: "categories" | "items";
  readonly firstId: number;
  readonly count: number;
  readonly digest: Uint8Array;
}

/**
 * Creations of the last day, so that one that is sent again is not done again. Each is written by the `insert` that it names, in the
 * same transaction. A member finds only what the same member asked for.
 */
export interface RequestStore {
  /** null: the member made nothing in this vault by this name, or it is forgotten. */
  find(scope: VaultScope, name: Uint8Array): Promise<MadeRecords | null>;
  /** Forgets those made before `cutoff`; at most `limit`. Answers how many. */
  eraseBefore(cutoff: number, limit: number): Promise<number>;
}

/** The answer of an `insert` whose name the same member used before. Nothing was written. */
export type MadeBefore = { readonly outcome: "made-before" };
