import { done, endedSessions, sessionList, sessionSelection } from "@opp/core/schemas/account";
import { endOtherSessions, endSession, listSessions } from "@opp/core/vault/access/sessions";
import { router, sessionProcedure } from "../procedures.ts";

export const sessionsRouter = router({
  list: sessionProcedure.output(sessionList).query(({ ctx }) => listSessions(ctx.deps, ctx.live)),

  end: sessionProcedure
    .input(sessionSelection)
    .output(done)
    .mutation(({ ctx, input }) => endSession(ctx.deps, ctx.live, input)),

  endOthers: sessionProcedure
    .output(endedSessions)
    .mutation(({ ctx }) => endOtherSessions(ctx.deps, ctx.live)),
});
