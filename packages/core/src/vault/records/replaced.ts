import { VaultError } from "../../errors.ts";
import type { Refusal } from "../../store/membership.ts";
import type { Replaced } from "../../store/store.ts";
import { requireAllowed } from "../open-vault.ts";

/** The rows of a write that took effect. @throws VaultError CONFLICT, UNKNOWN_CATEGORY, NOT_FOUND, ROLE_INSUFFICIENT. */
export function requireReplaced<Row>(answer: Replaced<Row> | Refusal, table: "categories" | "items"): Row[] {
  const result = requireAllowed(answer);
  switch (result.outcome) {
    case "replaced":
      return result.rows;
    case "conflict":
      throw new VaultError("CONFLICT", { table, ids: result.ids });
    case "unknown-category":
      throw new VaultError("UNKNOWN_CATEGORY", { table: "categories", ids: result.ids, field: "categoryId" });
    case "key-replaced":
      // A renewal of the vault key came between. It ended the other sessions; the one that renewed continues.
      throw new VaultError("CONFLICT", { table });
  }
}

/** @throws VaultError NOT_FOUND naming the ids that are not the caller's. */
export function requireKnown(table: "categories" | "items", unknown: readonly number[]): void {
  if (unknown.length > 0) throw new VaultError("NOT_FOUND", { table, ids: unknown });
}

/** The ids that no row was found for. */
export function missingIds(ids: readonly number[], rows: readonly { readonly id: number }[]): number[] {
  const found = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !found.has(id));
}
