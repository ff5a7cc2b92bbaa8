import type { VaultDeps } from "@opp/core/vault/deps";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpRefusal } from "./http-refusal.ts";

const PATHS = { lives: "/healthz", isReady: "/readyz" } as const;

/** Probes come by address, in clear text and from anywhere; they learn one bit. */
export const isHealth = (request: FastifyRequest): boolean =>
  request.routeOptions.url === PATHS.lives || request.routeOptions.url === PATHS.isReady;

/** `/healthz`: the process lives. `/readyz`: its database answers too. */
export function registerHealth(app: FastifyInstance, store: VaultDeps["store"]): void {
  app.get(PATHS.lives, async () => ({ ok: true }));
  app.get(PATHS.isReady, async () => {
    try {
      await store.ping();
    } catch {
      throw new HttpRefusal(503);
    }
    return { ok: true };
  });
}
