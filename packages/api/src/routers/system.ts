import { systemStatus } from "@opp/core/schemas/account";
import { describeSystem } from "@opp/core/vault/account/register";
import { publicProcedure, router } from "../procedures.ts";

export const systemRouter = router({
  status: publicProcedure.output(systemStatus).query(({ ctx }) => describeSystem(ctx.deps, ctx.api.version)),
});
