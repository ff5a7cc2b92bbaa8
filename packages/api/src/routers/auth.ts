import {
  accountDeletion,
  accountRestoration,
  credentials,
  deletionByPassword,
  done,
  login,
  loginChange,
  newAccount,
  newRecoveryCode,
  passkeyCredentials,
  passkeyLogin,
  recovery,
  registration,
  unlocked,
} from "@opp/core/schemas/account";
import { linkFacts, linkSelection, passwordReset } from "@opp/core/schemas/administration";
import { passkeyRequest, passkeyUnlock, unlockTicket } from "@opp/core/schemas/passkeys";
import { steppedUp, stepUp } from "@opp/core/schemas/second-factor";
import { logIn } from "@opp/core/vault/access/log-in";
import { askForPasskey, logInWithPasskey } from "@opp/core/vault/access/passkey-login";
import { logOut } from "@opp/core/vault/access/sessions";
import { stepUp as proveInSession } from "@opp/core/vault/access/step-up";
import { unlockWithPasskey } from "@opp/core/vault/access/unlock-with-passkey";
import { deleteAccountByPassword } from "@opp/core/vault/account/account";
import { changeLogin } from "@opp/core/vault/account/change-login";
import { recoverAccount, restoreAccount } from "@opp/core/vault/account/recover";
import { registerAccount } from "@opp/core/vault/account/register";
import { describeLink, resetPasswordByLink } from "@opp/core/vault/administration/links";
import { findSession, proofOf } from "../guards.ts";
import { publicProcedure, router, sessionProcedure, unlockedProcedure } from "../procedures.ts";

export const authRouter = router({
  register: publicProcedure
    .input(registration)
    .output(newAccount)
    .mutation(({ ctx, input }) =>
      registerAccount(ctx.deps, ctx.origin, { input: { ...input, passphrases: ctx.passphrases } }),
    ),

  login: publicProcedure
    .input(credentials)
    .output(login)
    .mutation(async ({ ctx, input }) => {
      const opened = await logIn(ctx.deps, ctx.origin, proofOf(ctx, input));
      const { expiresAt, endsAt, user, changes, secondFactor } = opened;
      const token = await ctx.api.tokens.sign(opened);
      return { token, expiresAt, endsAt, user, changes: [...changes], secondFactor };
    }),

  /** What a browser is to ask a passkey for. No name is taken, so the answer says nothing about accounts. */
  passkeyOptions: publicProcedure
    .output(passkeyRequest)
    .query(({ ctx }) => askForPasskey(ctx.deps, ctx.origin.site)),

  passkeyLogIn: publicProcedure
    .input(passkeyCredentials)
    .output(passkeyLogin)
    .mutation(async ({ ctx, input }) => {
      const opened = await logInWithPasskey(ctx.deps, ctx.origin, input);
      const { expiresAt, endsAt, user, changes, secondFactor, passkeyId, opensVault } = opened;
      const token = await ctx.api.tokens.sign(opened);
      const facts = { expiresAt, endsAt, user, secondFactor, passkeyId, opensVault };
      return { token, ...facts, changes: [...changes] };
    }),

  /** Proves the passphrase, and leaves the session with a seal, so that what follows is fast. */
  unlock: unlockedProcedure
    .output(unlocked)
    .mutation(({ ctx }) => ({ expiresAt: ctx.live.session.expiresAt })),

  /** Opens the vault without the passphrase; what follows brings the ticket. */
  unlockWithPasskey: sessionProcedure
    .input(passkeyUnlock)
    .output(unlockTicket)
    .mutation(({ ctx, input }) => unlockWithPasskey(ctx.deps, ctx.live, input)),

  /** Proves a second factor in this session: for ten minutes, changes of the account ask for none. */
  stepUp: sessionProcedure
    .input(stepUp)
    .output(steppedUp)
    .mutation(({ ctx, input }) =>
      proveInSession(ctx.deps, ctx.live, { proof: input.secondFactor, site: ctx.origin.site }),
    ),

  logout: sessionProcedure.output(done).mutation(({ ctx }) => logOut(ctx.deps, ctx.live)),

  recover: publicProcedure
    .input(recovery)
    .output(newRecoveryCode)
    .mutation(({ ctx, input }) => recoverAccount(ctx.deps, ctx.origin, proofOf(ctx, input))),

  /** For clients without the passphrase at hand. */
  changeLogin: publicProcedure
    .input(loginChange)
    .output(done)
    .mutation(async ({ ctx, input }) =>
      changeLogin(ctx.deps, ctx.origin, {
        ...proofOf(ctx, input),
        current: (await findSession(ctx))?.sessionId,
      }),
    ),

  /** For clients without the passphrase at hand; `restoreAccount` undoes it. */
  deleteAccount: publicProcedure
    .input(deletionByPassword)
    .output(accountDeletion)
    .mutation(({ ctx, input }) => deleteAccountByPassword(ctx.deps, ctx.origin, proofOf(ctx, input))),

  /** What a one-time link is for. A mutation, so that its secret is in no address. */
  openLink: publicProcedure
    .input(linkSelection)
    .output(linkFacts)
    .mutation(({ ctx, input }) => describeLink(ctx.deps, ctx.origin, input)),

  resetPassword: publicProcedure
    .input(passwordReset)
    .output(done)
    .mutation(({ ctx, input }) => resetPasswordByLink(ctx.deps, ctx.origin, input)),

  restoreAccount: publicProcedure
    .input(accountRestoration)
    .output(done)
    .mutation(({ ctx, input }) => restoreAccount(ctx.deps, ctx.origin, proofOf(ctx, input))),
});
