import { done } from "@opp/core/schemas/account";
import {
  newPasskey,
  passkey,
  passkeyBeginning,
  passkeyCreation,
  passkeyList,
  passkeyRemoval,
  passkeyRenaming,
  passkeyRequest,
  passkeySelection,
  passkeyUnlocking,
} from "@opp/core/schemas/passkeys";
import { beginPasskeyUnlock, setPasskeyUnlock } from "@opp/core/vault/factors/passkey-unlock";
import {
  addPasskey,
  beginPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
} from "@opp/core/vault/factors/passkeys";
import { router, unlockedProcedure } from "../procedures.ts";

const changeProcedure = unlockedProcedure.meta({ stepUp: true });

export const passkeysRouter = router({
  list: unlockedProcedure.output(passkeyList).query(({ ctx }) => listPasskeys(ctx.deps, ctx.account)),

  beginAdd: changeProcedure
    .input(passkeyBeginning)
    .output(passkeyCreation)
    .mutation(({ ctx, input }) => beginPasskey(ctx.deps, ctx.account, { site: ctx.origin.site, input })),

  add: changeProcedure
    .input(newPasskey)
    .output(passkey)
    .mutation(({ ctx, input }) => addPasskey(ctx.deps, ctx.account, { site: ctx.origin.site, input })),

  rename: changeProcedure
    .input(passkeyRenaming)
    .output(done)
    .mutation(({ ctx, input }) => renamePasskey(ctx.deps, ctx.account, input)),

  beginUnlock: changeProcedure
    .input(passkeySelection)
    .output(passkeyRequest)
    .mutation(({ ctx, input }) =>
      beginPasskeyUnlock(ctx.deps, ctx.account, { site: ctx.origin.site, input }),
    ),

  setUnlock: changeProcedure
    .input(passkeyUnlocking)
    .output(done)
    .mutation(({ ctx, input }) =>
      setPasskeyUnlock(ctx.deps, ctx.account, { site: ctx.origin.site, ...input }),
    ),

  remove: changeProcedure
    .input(passkeyRemoval)
    .output(done)
    .mutation(({ ctx, input }) => removePasskey(ctx.deps, ctx.account, input)),
});
