import { VaultError } from "@opp/core/errors";
import { initTRPC } from "@trpc/server";
import type { Context } from "./context.ts";
import { describeError, isBug, toTrpcError } from "./errors.ts";
import { refuseOtherContract, requireSession, requireVault } from "./guards.ts";

const trpc = initTRPC.context<Context>().create({
  // A stack would go out with every error outside of production.
  isDev: false,
  errorFormatter: ({ shape, error, path, ctx }) => ({
    ...shape,
    ...describeError(error, path ?? null, ctx?.requestId ?? null),
  }),
});

export const { router, createCallerFactory } = trpc;

/** Gives every expected error its code, and reports every other one. */
const wordedErrors = trpc.middleware(async ({ ctx, next }) => {
  const result = await next();
  if (result.ok) return result;
  if (result.error.cause instanceof VaultError) throw toTrpcError(result.error.cause);
  if (isBug(result.error)) ctx.api.reportBug(result.error.cause ?? result.error, ctx.requestId);
  throw result.error;
});

/** For anyone. A page of another contract may read and log out. */
export const publicProcedure = trpc.procedure.use(wordedErrors).use(({ ctx, type, path, next }) => {
  if (type === "mutation" && path !== "auth.logout") refuseOtherContract(ctx);
  return next();
});

/** For callers with a valid token of a live session. */
export const sessionProcedure = publicProcedure.use(async ({ ctx, next }) =>
  next({ ctx: { ...ctx, live: await requireSession(ctx) } }),
);

/** For callers with that and the passphrase. The vault's keys are wiped when the procedure has answered. */
export const unlockedProcedure = publicProcedure.use(async ({ ctx, next }) => {
  using vault = await requireVault(ctx);
  return await next({ ctx: { ...ctx, live: vault.live, vault } });
});
