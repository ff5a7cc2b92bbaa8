import type { AppRouter } from "@opp/api/router";
import { httpLink, type TRPCLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { observable } from "@trpc/server/observable";
import { describeFailure } from "./failure.ts";
import { phraseHeader } from "./phrase-header.ts";
import { currentPassphrase, currentTicket, endSession, lockSession } from "./session.ts";

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
          const speaksForSession = !("token" in op.context) && currentTicket() !== null;
          if (speaksForSession && code === "UNAUTHORIZED") endSession("ended");
          else if (speaksForSession && !("passphrase" in op.context) && isPassphraseProblem(code))
            lockSession(false);
          observer.error(error);
        },
      }),
    );

export function createTrpcClient() {
  return trpc.createClient({
    links: [
      watchSession,
      httpLink({
        url: "/api/trpc",
        headers: ({ op }) => {
          const secrets: CallSecrets = op.context;
          const token = secrets.token ?? currentTicket()?.token;
          const passphrase = secrets.passphrase ?? currentPassphrase();
          return {
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
