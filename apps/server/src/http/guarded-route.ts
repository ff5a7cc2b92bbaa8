import { Readable } from "node:stream";
import { type ApiDeps, type Context, createContext } from "@opp/api/context";
import {
  isOfOtherContract,
  requireSession,
  requireSteppedUp,
  requireUnlocked,
  watchSession,
} from "@opp/api/guards";
import { VaultError } from "@opp/core/errors";
import type { LiveSession } from "@opp/core/vault/access/sessions";
import type { UnlockedAccount } from "@opp/core/vault/access/unlock";
import type { FastifyReply, FastifyRequest, RouteHandlerMethod, RouteShorthandOptions } from "fastify";
import { HttpRefusal } from "./http-refusal.ts";
import { requestFacts } from "./request-facts.ts";

/** A request that a guard let in. */
export interface GuardedCall<Opened> {
  /** The session, or the unlocked account, whose keys outlive neither the answer nor the handler's work. */
  readonly opened: Opened;
  readonly context: Context;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Aborted when the connection closes before the answer is complete. */
  readonly signal: AbortSignal;
}

type Handler<Opened> = (call: GuardedCall<Opened>) => Promise<unknown>;
/** Spread this into a route. */
export type GuardedRoute = Required<Pick<RouteShorthandOptions, "onRequest" | "onSend">> & {
  readonly handler: RouteHandlerMethod;
};

/** Guards a route that isn't a procedure by token. The guard runs before the body is read. */
export const withSession = (api: ApiDeps, handler: Handler<LiveSession>): GuardedRoute =>
  guard({ api, handler, open: requireSession, close: () => undefined });

/** As `withSession`, for a page that only watches, which doesn't count as use of its session. */
export const withWatchedSession = (api: ApiDeps, handler: Handler<LiveSession>): GuardedRoute =>
  guard({ api, handler, open: watchSession, close: () => undefined });

/** Guards a route that isn't a procedure by token and passphrase. The guard runs before the body is read. */
export const withPassphrase = (api: ApiDeps, handler: Handler<UnlockedAccount>): GuardedRoute =>
  guard({ api, handler, open: requireUnlocked, close: (account) => account[Symbol.dispose]() });

/** As `withPassphrase`; an account with a second factor is asked for a proof of the last ten minutes, too. */
export const withStepUp = (api: ApiDeps, handler: Handler<UnlockedAccount>): GuardedRoute =>
  guard({ api, handler, open: requireSteppedUp, close: (account) => account[Symbol.dispose]() });

interface Guard<Opened> {
  readonly api: ApiDeps;
  readonly handler: Handler<Opened>;
  readonly open: (context: Context) => Promise<Opened>;
  readonly close: (opened: Opened) => void;
}

function guard<Opened>({ api, handler, open, close }: Guard<Opened>): GuardedRoute {
  const admitted = new WeakMap<FastifyRequest, Admission<Opened>>();
  return {
    onRequest: async (request, reply) => {
      try {
        const context = createContext(api, requestFacts(request));
        if (!["GET", "HEAD"].includes(request.method) && isOfOtherContract(context))
          throw new VaultError("CLIENT_OUTDATED");
        const opened = await open(context);
        admitted.set(request, new Admission({ opened, context, request, reply }, close));
      } catch (error) {
        // The body isn't worth reading any more.
        reply.header("connection", "close");
        throw error;
      }
    },
    handler: async (request) => {
      const admission = admitted.get(request);
      if (!admission) throw new Error("a guarded route ran without its guard");
      return admission.run(handler);
    },
    onSend: async (request, _reply, payload) => {
      if (payload instanceof Readable) admitted.get(request)?.waitFor(closed(payload));
    },
  };
}

/** Closes what a guard opened once the connection, the handler and the answer's stream have all ended. */
class Admission<Opened> {
  readonly #call: GuardedCall<Opened>;
  readonly #work: Promise<unknown>[] = [];

  constructor(call: Omit<GuardedCall<Opened>, "signal">, close: (opened: Opened) => void) {
    const gone = new AbortController();
    this.#call = { ...call, signal: gone.signal };
    const { raw } = call.reply;
    const end = () => {
      if (!raw.writableFinished) gone.abort();
      // A handler that continues with wiped keys would seal records that nothing can open.
      void this.#settled().then(() => close(call.opened));
    };
    if (raw.closed) end();
    else raw.once("close", end);
  }

  waitFor(work: Promise<unknown>): void {
    this.#work.push(work);
  }

  async run(handler: Handler<Opened>): Promise<unknown> {
    this.#throwIfGone();
    const running = handler(this.#call);
    this.waitFor(running);
    try {
      const answer = await running;
      if (this.#call.signal.aborted && answer instanceof Readable) answer.destroy();
      return answer;
    } catch (error) {
      this.#throwIfGone();
      throw error;
    }
  }

  /** Nobody reads this answer, and what fails because the client left is no bug. */
  #throwIfGone(): void {
    if (this.#call.signal.aborted) throw new HttpRefusal(400);
  }

  /** Work may add work: a handler's answer can be a stream. */
  async #settled(): Promise<void> {
    for (let awaited = -1; awaited !== this.#work.length; ) {
      awaited = this.#work.length;
      await Promise.allSettled(this.#work);
    }
  }
}

const closed = (stream: Readable): Promise<void> =>
  new Promise((resolve) => {
    if (stream.closed) resolve();
    else stream.once("close", resolve);
  });
