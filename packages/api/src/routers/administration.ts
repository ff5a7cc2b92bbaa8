import { accountDeletion, done, endedSessions, passwordProof } from "@opp/core/schemas/account";
import {
  accountAction,
  accountReturn,
  administratorChange,
  backupState,
  findings,
  linkRevocation,
  madeLink,
  openLinks,
  people,
  registrationChoice,
  serverState,
} from "@opp/core/schemas/administration";
import { invite, listOpenLinks, makePasswordLink, revokeLink } from "@opp/core/vault/administration/links";
import {
  deleteAccountOf,
  endSessionsOf,
  listPeople,
  resetSecondFactorOf,
  restoreAccountOf,
  setAdministrator,
} from "@opp/core/vault/administration/people";
import {
  chooseRegistration,
  describeServer,
  examineServer,
  makeBackupNow,
} from "@opp/core/vault/administration/server";
import { administratorProcedure, administratorQuery, router } from "../procedures.ts";

/** Accounts and the server as a whole. Nothing here opens a vault. */
export const administrationRouter = router({
  people: administratorQuery.output(people).query(({ ctx }) => listPeople(ctx.deps)),

  links: administratorQuery.output(openLinks).query(({ ctx }) => listOpenLinks(ctx.deps)),

  server: administratorQuery
    .output(serverState)
    .query(({ ctx }) => describeServer(ctx.deps, ctx.api.version)),

  examine: administratorQuery.output(findings).query(({ ctx }) => examineServer(ctx.deps)),

  invite: administratorProcedure
    .input(passwordProof)
    .output(madeLink)
    .mutation(({ ctx, input }) => invite(ctx.deps, ctx.live, input)),

  makePasswordLink: administratorProcedure
    .input(accountAction)
    .output(madeLink)
    .mutation(({ ctx, input }) => makePasswordLink(ctx.deps, ctx.live, input)),

  revokeLink: administratorProcedure
    .input(linkRevocation)
    .output(done)
    .mutation(({ ctx, input }) => revokeLink(ctx.deps, ctx.live, input)),

  setAdministrator: administratorProcedure
    .input(administratorChange)
    .output(done)
    .mutation(({ ctx, input }) => setAdministrator(ctx.deps, ctx.live, input)),

  endSessions: administratorProcedure
    .input(accountAction)
    .output(endedSessions)
    .mutation(({ ctx, input }) => endSessionsOf(ctx.deps, ctx.live, input)),

  resetSecondFactor: administratorProcedure
    .input(accountAction)
    .output(done)
    .mutation(({ ctx, input }) => resetSecondFactorOf(ctx.deps, ctx.live, input)),

  deleteAccount: administratorProcedure
    .input(accountAction)
    .output(accountDeletion)
    .mutation(({ ctx, input }) => deleteAccountOf(ctx.deps, ctx.live, input)),

  restoreAccount: administratorProcedure
    .input(accountReturn)
    .output(done)
    .mutation(({ ctx, input }) => restoreAccountOf(ctx.deps, ctx.live, input)),

  chooseRegistration: administratorProcedure
    .input(registrationChoice)
    .output(done)
    .mutation(({ ctx, input }) => chooseRegistration(ctx.deps, ctx.live, input)),

  makeBackup: administratorProcedure
    .input(passwordProof)
    .output(backupState)
    .mutation(({ ctx, input }) => makeBackupNow(ctx.deps, ctx.live, input)),
});
