import { done, passwordProof } from "@opp/core/schemas/account";
import {
  confirmedTotp,
  newSpareCodes,
  newTotp,
  secondFactor,
  secondFactorSwitch,
  totpConfirmation,
} from "@opp/core/schemas/second-factor";
import {
  beginTotp,
  confirmTotp,
  describeSecondFactor,
  removeTotp,
  renewSpareCodes,
  setSecondFactor,
} from "@opp/core/vault/factors/second-factor";
import { router, sessionProcedure, unlockedProcedure } from "../procedures.ts";

const changeProcedure = unlockedProcedure.meta({ stepUp: true });

export const secondFactorRouter = router({
  get: sessionProcedure.output(secondFactor).query(({ ctx }) => describeSecondFactor(ctx.deps, ctx.live)),

  beginTotp: changeProcedure
    .input(passwordProof)
    .output(newTotp)
    .mutation(({ ctx, input }) => beginTotp(ctx.deps, ctx.account, { host: ctx.host, input })),

  confirmTotp: changeProcedure
    .input(totpConfirmation)
    .output(confirmedTotp)
    .mutation(({ ctx, input }) => confirmTotp(ctx.deps, ctx.account, input)),

  removeTotp: changeProcedure
    .input(passwordProof)
    .output(done)
    .mutation(({ ctx, input }) => removeTotp(ctx.deps, ctx.account, input)),

  renewSpareCodes: changeProcedure
    .input(passwordProof)
    .output(newSpareCodes)
    .mutation(({ ctx, input }) => renewSpareCodes(ctx.deps, ctx.account, input)),

  require: changeProcedure
    .input(secondFactorSwitch)
    .output(done)
    .mutation(({ ctx, input }) => setSecondFactor(ctx.deps, ctx.account, input)),
});
