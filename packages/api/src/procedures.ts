import { VaultError } from "@opp/core/errors";
import { API_CONTRACT } from "@opp/core/schemas/contract";
import { loadLiveSession, type TokenClaims } from "@opp/core/vault/access/sessions";
import { unlockVault } from "@opp/core/vault/access/unlock";
import { initTRPC } from "@trpc/server";
import type { Context } from "./context.ts";
import { describeError, isBug, toTrpcError } from "./errors.ts";

const trpc = initTRPC.context<Context>().create({
  // A stack would go out with every error outside of production.
  isDev: false,
  errorFormatter: ({ shape, error, path, ctx }) => ({
    ...shape,
    ...describeError(error, path ?? null, ctx?.requestId ?? null),
  }),
});

export const { router, createCallerFactory } = trpc;

/** A page of another contract may read and log out, but change nothing: it can't know what it would write over. */
const sameContract = trpc.middleware(({ ctx, type, path, next }) => {
  const isChange = type === "mutation" && path !== "auth.logout";
  if (isChange && ctx.contract !== null && ctx.contract !== String(API_CONTRACT))
    throw toTrpcError(new VaultError("CLIENT_OUTDATED"));
  return next();
});

/** Anybody. Gives every expected error its code, and reports every other one. */
export const publicProcedure = trpc.procedure.use(sameContract).use(async ({ ctx, next }) => {
  const result = await next();
  if (result.ok) return result;
  if (result.error.cause instanceof VaultError) throw toTrpcError(result.error.cause);
  if (isBug(result.error)) ctx.api.reportBug(result.error.cause ?? result.error, ctx.requestId);
  throw result.error;
});

/** Whoever has a good token of a session that lives. */
export const sessionProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const live = await loadLiveSession(ctx.deps, await readClaims(ctx));
  return next({ ctx: { ...ctx, live } });
});

/** Whoever has that and the passphrase. The vault's keys are wiped when the procedure has answered. */
export const unlockedProcedure = publicProcedure.use(async ({ ctx, next }) => {
  using vault = await unlockVault(ctx.deps, await readClaims(ctx), ctx.credentials.passphrase);
  return await next({ ctx: { ...ctx, live: vault.live, vault } });
});

async function readClaims({ api, credentials }: Context): Promise<TokenClaims> {
  if (!credentials.token) throw new VaultError("UNAUTHORIZED", { reason: "missing" });
  return api.tokens.verify(credentials.token);
}
