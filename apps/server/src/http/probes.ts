import { type StorageCause, storageCauseOf } from "@opp/core/errors";
import { isClockOff } from "@opp/core/store/nodes";
import type { VaultDeps } from "@opp/core/vault/deps";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Drain } from "./drain.ts";
import { HttpRefusal, refusalBody } from "./http-refusal.ts";

const PATHS = { isAlive: "/healthz", isReady: "/readyz" } as const;

/** For monitoring. No path and no name: anyone may ask. */
const NOT_READY = {
  "disk-full": "The disk is full. Free some space.",
  "read-only": "The data folder is read-only.",
  "io-error": "The disk reports an error.",
  corrupt: "The database is damaged. Restore a backup.",
  unreachable: "The database server can't be reached.",
  missing: "The database isn't in its folder any more.",
  busy: "Another process is using the database.",
  "too-many-files": "Too many files or connections are open.",
  unavailable: "The database doesn't answer.",
  clock: "The clock of this machine differs from the database's by more than 30 seconds.",
  stopping: "The server is stopping. Use another one, or try again soon.",
} as const satisfies Record<StorageCause | "unavailable" | "stopping" | "clock", string>;

/** Probes come from anywhere, in clear text and under any host name; they learn whether it works, and what the disk lacks. */
export const isProbe = (request: FastifyRequest): boolean =>
  request.routeOptions.url === PATHS.isAlive || request.routeOptions.url === PATHS.isReady;

/** A load balancer may need seconds until it knows, and sessions would end meanwhile. @throws HttpRefusal 503 */
export function refuseWrongClock(aheadMs: number): void {
  if (isClockOff(aheadMs)) throw new HttpRefusal(503, NOT_READY.clock);
}

/** `/healthz`: the process runs. `/readyz`: it isn't about to stop, and its database answers and can be written to; otherwise a word for why. */
export function registerProbes(
  app: FastifyInstance,
  store: VaultDeps["store"],
  { drain, clockAheadMs }: { drain: Pick<Drain, "isDraining">; clockAheadMs: () => number },
): void {
  app.get(PATHS.isAlive, async () => ({ ok: true }));
  app.get(PATHS.isReady, async (request, reply) => {
    const isOff = isClockOff(clockAheadMs());
    const cause = drain.isDraining ? "stopping" : isOff ? "clock" : await findCause(store);
    if (cause === null) return { ok: true };
    const { error: refused } = refusalBody(503, request.id, NOT_READY[cause]);
    return reply.code(503).send({ ok: false, cause, error: refused });
  });
}

async function findCause(store: VaultDeps["store"]): Promise<keyof typeof NOT_READY | null> {
  try {
    await store.ping();
    return null;
  } catch (error) {
    return storageCauseOf(error) ?? "unavailable";
  }
}
