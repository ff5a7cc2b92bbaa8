import type { VaultScope } from "../ids.ts";
import type { Sealed } from "../sealed.ts";
import type { Refusal } from "./membership.ts";

export interface HealthTrendRow {
  readonly sealRev: number;
  readonly sealed: Sealed;
}

/** The sealed trend of a vault's health. It shows no reader a change of the vault, whose revision stays. */
export interface HealthTrendStore {
  find(scope: VaultScope): Promise<HealthTrendRow | null>;
  /** Only over the row of `expectedSealRev`; 0: only where there is none. */
  replace(
    scope: VaultScope,
    row: HealthTrendRow & { readonly expectedSealRev: number },
    options: { readonly keyNumber: number },
  ): Promise<"replaced" | "conflict" | "key-replaced" | Refusal>;
}
