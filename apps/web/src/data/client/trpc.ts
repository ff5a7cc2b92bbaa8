import type { AppRouter } from "@opp/api/routers/app-router";
import { API_CONTRACT, CONTRACT_HEADER } from "@opp/core/schemas/contract";
import { httpLink, type Operation, type TRPCLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { observable } from "@trpc/server/observable";
import { describeFailure } from "../../lib/failure.ts";
import { passphraseOpener } from "../../lib/session/opener.ts";
import {
  currentOpener,
  currentTicket,
  endSession,
  lockSession,
  whenVaultCloses,
} from "../../lib/session/session.ts";
import { tellTabs } from "../../lib/session/tabs.ts";
import { noteUse } from "../../lib/session/ticket.ts";
import { outdatedStore } from "./app-update.ts";
import { type AskDeps, askServer, browserDeps } from "./ask-server.ts";
import { noteConnection, reachableStore } from "./connection.ts";
import { openerHeaders } from "./session-headers.ts";

export const trpc = createTRPCReact<AppRouter>();
/** The cache and the client, as `trpc.useUtils` gives them. */
export type TrpcUtils = ReturnType<typeof trpc.useUtils>;

/** What one call may say instead of what the session holds. */
interface CallSecrets {
  readonly passphrase?: string;
  readonly token?: string;
}

/** Options for one call that uses another passphrase or another session. */
export const callWith = (secrets: CallSecrets) => ({ context: { ...secrets } });

/** What other tabs needn't hear of: nothing that they show has changed. */
const QUIET_MUTATIONS: ReadonlySet<string> = new Set(["items.searchNotes", "items.markUsed"]);

/** A successful call shows that the server can be reached; other tabs are told about changes. */
function noteSuccess({ type, path, context }: Operation): void {
  reachableStore.set(true);
  const ticket = "token" in context ? null : currentTicket();
  if (ticket) noteUse(ticket);
  const isChange = type === "mutation" && /^(items|categories)\./.test(path);
  if (isChange && !QUIET_MUTATIONS.has(path)) tellTabs("changed");
}

/** A session that the server ended, or a passphrase that no longer fits, closes the vault wherever it is noticed. */
function noteFailure({ context, signal }: Operation, error: unknown): void {
  const { code } = describeFailure(error);
  if (!signal?.aborted) noteConnection(code);
  if (code === "CLIENT_OUTDATED") outdatedStore.set(true);
  const speaksForSession = !("token" in context) && currentTicket() !== null;
  if (!speaksForSession) return;
  if (code === "UNAUTHORIZED") endSession("ended");
  else if (!("passphrase" in context) && isPassphraseProblem(code)) lockSession(false);
}

let closing = new AbortController();
whenVaultCloses(() => {
  closing.abort();
  closing = new AbortController();
});

/** A query under way when the vault closes holds the passphrase, and its answer is wanted no more. A change is let through. */
const endWithVault = (op: Operation): Operation =>
  op.type === "query"
    ? { ...op, signal: AbortSignal.any([closing.signal, ...(op.signal ? [op.signal] : [])]) }
    : op;

/** Learns from every answer, and passes it on. */
const followCalls: TRPCLink<AppRouter> =
  () =>
  ({ op: asked, next }) => {
    const op = endWithVault(asked);
    return observable((observer) =>
      next(op).subscribe({
        next: (value) => {
          noteSuccess(op);
          observer.next(value);
        },
        complete: () => observer.complete(),
        error: (error) => {
          noteFailure(op, error);
          observer.error(error);
        },
      }),
    );
  };

/** A connection that has silently broken would keep a call waiting for minutes. */
const PATIENCE_MILLISECONDS = 30_000;
/** Calls that work through the whole vault. */
const LONG_CALLS = /\/account\.renewVaultKey\b/;
const LONG_MILLISECONDS = 15 * 60_000;

export function createTrpcClient() {
  let deps: AskDeps | null = null;
  return trpc.createClient({
    links: [
      followCalls,
      httpLink({
        url: "/api/trpc",
        fetch: (url, init) => {
          const address = url instanceof Request ? url.url : new URL(url, location.href).href;
          const milliseconds = LONG_CALLS.test(address) ? LONG_MILLISECONDS : PATIENCE_MILLISECONDS;
          // Not before the first call: the page is also rendered by the build, which has no browser.
          deps ??= browserDeps();
          return askServer(deps, address, { ...init, signal: init?.signal ?? null, milliseconds });
        },
        headers: ({ op }) => {
          const secrets: CallSecrets = op.context;
          const token = secrets.token ?? currentTicket()?.token;
          const { passphrase } = secrets;
          const opener = passphrase === undefined ? currentOpener() : passphraseOpener(passphrase);
          return {
            [CONTRACT_HEADER]: String(API_CONTRACT),
            ...(token && { authorization: `Bearer ${token}` }),
            ...(token && openerHeaders(opener)),
          };
        },
      }),
    ],
  });
}

const isPassphraseProblem = (code: string) =>
  code === "PASSPHRASE_REQUIRED" || code === "PASSPHRASE_INCORRECT";
