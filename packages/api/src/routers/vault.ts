import { fetchAllRequest, wholeVault } from "@opp/core/schemas/vault";
import { fetchAll } from "@opp/core/vault/items/fetch-all";
import { router, vaultProcedure } from "../procedures.ts";

export const vaultRouter = router({
  fetchAll: vaultProcedure(fetchAllRequest, "reader")
    .meta({ heavy: "read" })
    .output(wholeVault)
    .query(({ ctx, input }) => fetchAll(ctx.deps, ctx.vault, input)),
});
