import {
  account,
  accountDeletion,
  activity,
  activityRequest,
  done,
  newRecoveryCode,
  passphraseChange,
  passwordChange,
  passwordProof,
  usernameChange,
} from "@opp/core/schemas/account";
import { describeAccount } from "@opp/core/vault/access/sessions";
import { changePassword, deleteAccount, listActivity, renameAccount } from "@opp/core/vault/account/account";
import { changePassphrase, renewRecoveryCode, renewVaultKey } from "@opp/core/vault/account/passphrase";
import { router, sessionProcedure, unlockedProcedure } from "../procedures.ts";

export const accountRouter = router({
  get: sessionProcedure.output(account).query(({ ctx }) => describeAccount(ctx.deps, ctx.live)),

  activity: sessionProcedure
    .input(activityRequest)
    .output(activity)
    .query(({ ctx, input }) => listActivity(ctx.deps, ctx.live, input)),

  rename: unlockedProcedure
    .meta({ stepUp: true })
    .input(usernameChange)
    .output(done)
    .mutation(({ ctx, input }) => renameAccount(ctx.deps, ctx.account, input)),

  changePassword: unlockedProcedure
    .meta({ stepUp: true })
    .input(passwordChange)
    .output(done)
    .mutation(({ ctx, input }) => changePassword(ctx.deps, ctx.account, input)),

  changePassphrase: unlockedProcedure
    .meta({ stepUp: true })
    .input(passphraseChange)
    .output(done)
    .mutation(({ ctx, input }) => changePassphrase(ctx.deps, ctx.account, input)),

  renewVaultKey: unlockedProcedure
    .meta({ heavy: "write", stepUp: true })
    .input(passphraseChange)
    .output(newRecoveryCode)
    .mutation(({ ctx, input }) => renewVaultKey(ctx.deps, ctx.account, input)),

  renewRecoveryCode: unlockedProcedure
    .meta({ stepUp: true })
    .input(passwordProof)
    .output(newRecoveryCode)
    .mutation(({ ctx, input }) => renewRecoveryCode(ctx.deps, ctx.account, input)),

  delete: unlockedProcedure
    .meta({ stepUp: true })
    .input(passwordProof)
    .output(accountDeletion)
    .mutation(({ ctx, input }) => deleteAccount(ctx.deps, ctx.account, input)),
});
