import type { Secret } from "@opp/core/secret";
import type { VaultDeps } from "@opp/core/vault/deps";
import { findBackupLog } from "@opp/host/backup/backup-log";
import type { ServerConfig } from "@opp/host/config/config";
import { StartRefusal } from "@opp/host/errors/start-refusal";
import { reasonOf } from "@opp/host/files/data-folder";
import type { Meter } from "./meter.ts";
import type { MetricsServer } from "./metrics-server.ts";

export interface PreparedMetrics {
  /** null: none are wanted. */
  readonly meter: Meter | null;
  /** @throws StartRefusal when the address or the port can't be had. */
  serve(
    vault: Pick<VaultDeps, "store" | "clock">,
    loaded: { readonly token: Secret } | null,
    reportBug: (error: unknown) => void,
  ): Promise<MetricsServer | null>;
}

const NONE: PreparedMetrics = { meter: null, serve: async () => null };

/** What counts has to be there before what it counts; the database that it asks comes later. */
export async function prepareMetrics(
  { metrics, dataFolder }: Pick<ServerConfig, "metrics" | "dataFolder">,
  version: string,
): Promise<PreparedMetrics> {
  if (metrics === null) return NONE;
  const [{ createPrometheusMeter }, { serveMetrics }] = await Promise.all([
    import("./prometheus-meter.ts"),
    import("./metrics-server.ts"),
  ]);
  let countSessions: () => Promise<number | null> = async () => null;
  const meter = createPrometheusMeter({
    version,
    countSessions: () => countSessions(),
    lastBackupAt: () => findBackupLog(dataFolder)?.last?.at ?? null,
    hasBackupFailed: () => findBackupLog(dataFolder)?.failure != null,
    elapsed: () => performance.now(),
  });
  return {
    meter,
    async serve({ store, clock }, loaded, reportBug) {
      // The numbers are worth most while the database doesn't answer.
      countSessions = () => store.sessions.countLive(clock.now()).catch(() => null);
      try {
        return await serveMetrics(meter, { ...metrics, token: loaded?.token ?? null }, reportBug);
      } catch (error) {
        throw new StartRefusal([
          `The metrics can't have port ${metrics.port} on ${metrics.host} (${reasonOf(error)}). Set OPP_METRICS to another address and port`,
        ]);
      }
    },
  };
}
