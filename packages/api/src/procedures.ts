import { VaultError } from "@opp/core/errors";
import type { VaultId } from "@opp/core/ids";
import type { VaultRole } from "@opp/core/store/rows";
import { openScope, openVault } from "@opp/core/vault/access/open-scope";
import { requireAdministrator } from "@opp/core/vault/administration/administrator";
import { stoppable } from "@opp/core/vault/stoppable";
import { WorkStopped } from "@opp/core/work-stopped";
import { initTRPC, TRPCError } from "@trpc/server";
import type { z } from "zod";
import type { BodyClassName } from "./body-classes.ts";
import type { Context, CountedCall } from "./context.ts";
import { describeError, isBug, toTrpcError } from "./errors.ts";
import { isOfOtherContract, requireSession, requireSteppedUp, requireUnlocked } from "./guards.ts";

/** What a procedure says of itself, where it is defined. */
export interface ProcedureMeta {
  /** What its input may bring; left out: "small". */
  readonly body?: BodyClassName;
  /** Works on a whole vault: one at a time per account, a few per server, and one in a request. A read stops when its client is gone. */
  readonly heavy?: "read" | "write";
  /** If the account has a second factor, it needs a proof of the last ten minutes. */
  readonly stepUp?: true;
}

const trpc = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    // A stack would go out with every error outside of production.
    isDev: false,
    errorFormatter: ({ shape, error, path, ctx }) => ({
      ...shape,
      ...describeError(error, path ?? null, ctx?.requestId ?? null),
    }),
  });

export const { router, createCallerFactory } = trpc;

/**
 * For anyone. A page of another contract may read and log out. Expected errors get their codes, others are reported, and the call is counted: in
 * one middleware, since tRPC copies the options of a call several times for each.
 */
export const publicProcedure = trpc.procedure.use(async ({ ctx, type, path, next }) => {
  const began = ctx.deps.clock.elapsed();
  const count = (answer: CountedCall["answer"]) =>
    ctx.api.countCall?.({ procedure: path, answer, seconds: (ctx.deps.clock.elapsed() - began) / 1000 });
  const isOutdated = type === "mutation" && path !== "auth.logout" && isOfOtherContract(ctx);
  const result = isOutdated ? outdated() : await next();
  if (result.ok) {
    count("OK");
    return result;
  }
  const error = wordedError(result.error, ctx);
  count(describeError(error, null, null).data.vaultCode);
  throw error;
});

const outdated = () => ({ ok: false, error: toTrpcError(new VaultError("CLIENT_OUTDATED")) }) as const;

function wordedError(error: TRPCError, { api, requestId }: Context): TRPCError {
  if (error.cause instanceof VaultError) return toTrpcError(error.cause);
  if (error.cause instanceof WorkStopped) return new TRPCError({ code: "CLIENT_CLOSED_REQUEST" });
  if (isBug(error)) api.reportBug(error.cause ?? error, requestId);
  return error;
}

/** For callers with a valid token of a live session. */
export const sessionProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const live = await requireSession(ctx);
  return ctx.deps.accountWork.usual.run(live.userId, () => next({ ctx: { ...ctx, live } }));
});

/** For callers with that and the passphrase. The account's keys are wiped when the procedure has answered. */
export const unlockedProcedure = publicProcedure.use(async ({ ctx, meta, next }) => {
  using account = await (meta?.stepUp ? requireSteppedUp(ctx) : requireUnlocked(ctx));
  const { signal } = ctx;
  const deps = meta?.heavy === "read" && signal ? stoppable(ctx.deps, signal) : ctx.deps;
  const { heavy, usual } = deps.accountWork;
  const proceed = () => next({ ctx: { ...ctx, deps, live: account.live, account } });
  return await (meta?.heavy ? heavy : usual).run(account.userId, proceed, { signal });
});

/** For administrators of the server, who look. */
export const administratorQuery = sessionProcedure.use(({ ctx, next }) => {
  requireAdministrator(ctx.live);
  return next();
});

/** For administrators of the server, who change something. Anyone else is refused before the input is looked at. */
export const administratorProcedure = unlockedProcedure.meta({ stepUp: true }).use(({ ctx, next }) => {
  requireAdministrator(ctx.live);
  return next();
});

type VaultInput = { readonly vaultId?: VaultId | undefined };

/** For members of the vault that the input names (their own, if it names none) who have at least this role, and unlocked. */
export const vaultProcedure = <Input extends VaultInput, Given>(
  schema: z.ZodType<Input, Given>,
  role: VaultRole,
) =>
  unlockedProcedure.input(schema).use(async ({ ctx, input, next }) => {
    const vault = await openVault(ctx.deps, ctx.account, { vaultId: vaultIdOf(input), role });
    return next({ ctx: { ...ctx, vault } });
  });

/** As `vaultProcedure`, for what needs no passphrase: nothing is opened, and all of it can be undone. */
export const scopeProcedure = <Input extends VaultInput, Given>(
  schema: z.ZodType<Input, Given>,
  role: VaultRole,
) =>
  sessionProcedure.input(schema).use(async ({ ctx, input, next }) => {
    const scope = await openScope(ctx.deps, ctx.live.userId, {
      vaultId: vaultIdOf(input),
      role,
      by: ctx.live.sessionId,
    });
    return next({ ctx: { ...ctx, scope } });
  });

/** The compiler doesn't see through tRPC's types to what the schema made sure of. */
const vaultIdOf = ({ vaultId }: VaultInput) => vaultId;
