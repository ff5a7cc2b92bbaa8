import {
  healthReport,
  healthRequest,
  healthTrend,
  itemStrengths,
  notedHealth,
  strengthsRequest,
} from "@opp/core/schemas/health";
import { judgeStrengths, reportHealth } from "@opp/core/vault/reports/health";
import { noteHealth, readHealthTrend } from "@opp/core/vault/reports/health-trend";
import { router, vaultProcedure } from "../procedures.ts";

/** Two steps, so that a screen can show how far it is: what a look tells, then the passwords' strength, some at a time. */
export const healthRouter = router({
  report: vaultProcedure(healthRequest, "reader")
    .meta({ heavy: "read" })
    .output(healthReport)
    .query(({ ctx }) => reportHealth(ctx.deps, ctx.vault)),

  strengths: vaultProcedure(strengthsRequest, "reader")
    .output(itemStrengths)
    .query(({ ctx, input }) => judgeStrengths(ctx.deps, ctx.vault, input)),

  trend: vaultProcedure(healthRequest, "reader")
    .output(healthTrend)
    .query(({ ctx }) => readHealthTrend(ctx.deps, ctx.vault)),

  noteTrend: vaultProcedure(notedHealth, "editor")
    .output(healthTrend)
    .mutation(({ ctx, input }) => noteHealth(ctx.deps, ctx.vault, input)),
});
