import type { VaultDeps } from "@opp/core/vault/deps";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpRefusal } from "./http-refusal.ts";

const PATHS = { isAlive: "/healthz", isReady: "/readyz" } as const;

/** Probes come from anywhere, in clear text and under any host name; they learn one bit. */
export const isProbe = (request: FastifyRequest): boolean =>
  request.routeOptions.url === PATHS.isAlive || request.routeOptions.url === PATHS.isReady;

/** `/healthz`: the process runs. `/readyz`: its database answers, too. */
export function registerProbes(app: FastifyInstance, store: VaultDeps["store"]): void {
  app.get(PATHS.isAlive, async () => ({ ok: true }));
  app.get(PATHS.isReady, async () => {
    try {
      await store.ping();
    } catch {
      throw new HttpRefusal(503);
    }
    return { ok: true };
  });
}
