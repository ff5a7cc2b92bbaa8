import type { AppRouter } from "@opp/api/routers/app-router";
import { API_CONTRACT, CONTRACT_HEADER } from "@opp/core/schemas/contract";
import { httpLink, type TRPCLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { observable } from "@trpc/server/observable";
import { noteServerTime } from "../../base/server-clock.ts";
import { describeFailure } from "../../lib/failure.ts";
import { currentPassphrase, currentTicket, endSession, lockSession } from "../../lib/session/session.ts";
import { tellTabs } from "../../lib/session/tabs.ts";
import { outdatedStore } from "./app-update.ts";
import { reachableStore } from "./connection.ts";
import { phraseHeader } from "./phrase-header.ts";

export const trpc = createTRPCReact<AppRouter>();

/** What one call may say instead of what the session holds. */
interface CallSecrets {
  readonly passphrase?: string;
  readonly token?: string;
}

/** For one call that proves a passphrase, or speaks for another session. */
export const callWith = (secrets: CallSecrets) => ({ context: { ...secrets } });

/** A session that the server ended, or a passphrase that no longer fits, closes the vault wherever it is noticed. */
const watchSession: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error: (error) => {
          const { code } = describeFailure(error);
          if (code === "CLIENT_OUTDATED") outdatedStore.set(true);
          const speaksForSession = !("token" in op.context) && currentTicket() !== null;
          if (speaksForSession && code === "UNAUTHORIZED") endSession("ended");
          else if (speaksForSession && !("passphrase" in op.context) && isPassphraseProblem(code))
            lockSession(false);
          observer.error(error);
        },
      }),
    );

/** Whether the server is there is seen from what is asked of it anyway. */
const watchConnection: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => {
          reachableStore.set(true);
          observer.next(value);
        },
        complete: () => observer.complete(),
        error: (error) => {
          if (!op.signal?.aborted) reachableStore.set(describeFailure(error).code !== "OFFLINE");
          observer.error(error);
        },
      }),
    );

/** What other tabs needn't hear of: nothing that they show has changed. */
const QUIET_MUTATIONS: ReadonlySet<string> = new Set(["items.searchNotes", "items.markUsed"]);

/** Other tabs of this browser hear that something was changed here, and look themselves. */
const tellOtherTabs: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => {
          const isChange = op.type === "mutation" && /^(items|categories)\./.test(op.path);
          if (isChange && !QUIET_MUTATIONS.has(op.path)) tellTabs("changed");
          observer.next(value);
        },
        complete: () => observer.complete(),
        error: (error) => observer.error(error),
      }),
    );

export function createTrpcClient() {
  return trpc.createClient({
    links: [
      watchSession,
      watchConnection,
      tellOtherTabs,
      httpLink({
        url: "/api/trpc",
        fetch: async (url, init) => {
          const sentAt = Date.now();
          const answer = await fetch(url, { ...init, signal: init?.signal ?? null });
          noteServerTime(answer.headers.get("date"), sentAt);
          return answer;
        },
        headers: ({ op }) => {
          const secrets: CallSecrets = op.context;
          const token = secrets.token ?? currentTicket()?.token;
          const passphrase = secrets.passphrase ?? currentPassphrase();
          return {
            [CONTRACT_HEADER]: String(API_CONTRACT),
            ...(token && { authorization: `Bearer ${token}` }),
            ...(token && passphrase && { "x-opp-phrase-base64": phraseHeader(passphrase) }),
          };
        },
      }),
    ],
  });
}

const isPassphraseProblem = (code: string) =>
  code === "PASSPHRASE_REQUIRED" || code === "PASSPHRASE_INCORRECT";
