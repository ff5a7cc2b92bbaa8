import { fetchAllRequest, wholeVault } from "@opp/core/schemas/vault";
import { fetchAll } from "@opp/core/vault/items/fetch-all";
import { router, unlockedProcedure } from "../procedures.ts";

export const vaultRouter = router({
  fetchAll: unlockedProcedure
    .input(fetchAllRequest)
    .output(wholeVault)
    .query(({ ctx, input }) => fetchAll(ctx.deps, ctx.vault, input)),
});
