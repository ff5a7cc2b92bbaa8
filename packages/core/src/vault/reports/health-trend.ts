import { openRecord, sealRecord } from "../../cipher/record.ts";
import { VaultError } from "../../errors.ts";
import { type HealthTrend, healthTrend, type NotedHealth, TREND_POINTS } from "../../schemas/health.ts";
import type { HealthTrendRow } from "../../store/health-trend-store.ts";
import type { VaultDeps } from "../deps.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { unlessDamaged } from "../records/open-rows.ts";

/** How the vault's health was, day by day. One that doesn't open is empty: it is worth no error. */
export async function readHealthTrend(deps: VaultDeps, vault: OpenVault): Promise<HealthTrend> {
  return openTrend(vault, await deps.store.healthTrends.find(vault.scope));
}

/**
 * Notes what a person saw today, in place of what was noted earlier today. Of days there are so many that a year can be compared.
 * @throws VaultError CONFLICT (noted elsewhere in this moment, or the vault got another key), ROLE_INSUFFICIENT.
 */
export async function noteHealth(
  deps: VaultDeps,
  vault: OpenVault,
  { vaultId: _, ...point }: NotedHealth,
): Promise<HealthTrend> {
  const row = await deps.store.healthTrends.find(vault.scope);
  const { points } = openTrend(vault, row);
  const day = new Date(deps.clock.now()).toISOString().slice(0, 10);
  const trend = {
    points: [...points.filter((each) => each.day !== day), { ...point, day }].slice(-TREND_POINTS),
  };
  const expectedSealRev = row?.sealRev ?? 0;
  const sealRev = expectedSealRev + 1;
  const sealed = sealRecord(deps.random, vault.keys, placeOf(vault, sealRev), trend);
  const answer = requireAllowed(
    await deps.store.healthTrends.replace(
      vault.scope,
      { expectedSealRev, sealRev, sealed },
      { keyNumber: vault.keys.current },
    ),
  );
  if (answer !== "replaced")
    throw new VaultError("CONFLICT", { table: "vaults", ids: [vault.scope.vaultId] });
  return trend;
}

const placeOf = ({ scope, owner }: OpenVault, sealRev: number) => ({
  table: "trend" as const,
  ...owner,
  id: scope.vaultId,
  sealRev,
});

function openTrend(vault: OpenVault, row: HealthTrendRow | null): HealthTrend {
  const record = row && unlessDamaged(() => openRecord(vault.keys, placeOf(vault, row.sealRev), row.sealed));
  return healthTrend.safeParse(record).data ?? { points: [] };
}
