import { z } from "zod";

/** What a page has seen: numbers that rise when another session changes something. */
export const changesSeen = z.object({
  account: z.int(),
  vaults: z.array(z.object({ id: z.int(), revision: z.int() })),
});
export type ChangesSeen = z.output<typeof changesSeen>;

/** Says that something has changed, never what. */
export type ChangeEvent =
  | { readonly kind: "session-ended" }
  | { readonly kind: "account-changed" }
  | { readonly kind: "vault-changed"; readonly vaultId: number; readonly revision: number };
