import { flagsOf, type HealthFlags, healthScore, type JudgedItem } from "@opp/core/health/health-score";
import type { BreachListState, ItemHealth, ItemStrengths } from "@opp/core/schemas/health";
import { useEffect, useMemo } from "react";
import { useStore } from "../../base/external-store.ts";
import type { Failure } from "../../lib/failure.ts";
import { whenVaultCloses } from "../../lib/session/session.ts";
import { settingsStore } from "../../lib/settings.ts";
import { reachableStore } from "../client/connection.ts";
import { trpc } from "../client/trpc.ts";
import { useItems } from "../items/use-items.ts";
import { createHealthCheck, type HealthState } from "./health-check.ts";

export type HealthItem = ItemHealth &
  JudgedItem & {
    readonly flags: HealthFlags;
    /** null: not judged yet. */
    readonly guess: ItemStrengths["strengths"][number] | null;
  };

export interface Health {
  readonly status: HealthState["status"];
  /** Live items with a password or an insecure address. */
  readonly items: readonly HealthItem[];
  /** The same by id; an item that is missing has no problems. */
  readonly byId: ReadonlyMap<number, HealthFlags>;
  readonly judged: number;
  readonly toJudge: number;
  /** When this was so; 0: never yet. */
  readonly at: number;
  readonly damaged: number;
  readonly breachList: BreachListState;
  /** The number of judged passwords that the list of breached ones couldn't be asked about. */
  readonly uncheckedBreaches: number;
  /** null until every password was judged, or where there is none. */
  readonly score: number | null;
  /** Whether all of it is known for the current vault. */
  readonly isCurrent: boolean;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

const { store, check, checkItem, noteNewPassword, forget } = createHealthCheck(
  (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
);
whenVaultCloses(forget);

/** What is known, and how one item is looked at: for its own page. */
export const itemHealth = { store, check: checkItem };

/** Quick changes cause one check. */
const SETTLE_MS = 400;
export const MONTH_MS = 30.44 * 24 * 3600 * 1000;

/**
 * The health of the vault's passwords. Nothing is fetched until it is wanted; from then on the result follows the
 * vault's changes, in memory only, until the vault closes.
 */
export function useHealth({ wanted }: { wanted: boolean }): Health {
  const { client } = trpc.useUtils();
  const { items: vaultItems, isPending, stillLoading } = useItems(false);
  const state = useStore(store);
  const { passwordAgeMonths } = useStore(settingsStore);
  const isFirst = state.status === "idle";
  const isReachable = useStore(reachableStore);

  useEffect(() => {
    // A check that failed on a lost connection runs again when that is back, although the vault is the same.
    if (!wanted || isPending || stillLoading || !(isReachable || isFirst)) return;
    const timer = setTimeout(() => look(), isFirst ? 0 : SETTLE_MS);
    const look = () =>
      void check(
        {
          report: () => client.health.report.query(),
          strengths: (ids) => client.health.strengths.query({ ids: [...ids] }),
        },
        vaultItems,
      );
    return () => clearTimeout(timer);
  }, [wanted, isPending, stillLoading, isFirst, isReachable, vaultItems, client]);

  return useMemo(() => {
    const items = judgeItems(state, passwordAgeMonths);
    return {
      status: state.status,
      items,
      byId: new Map(items.map(({ id, flags }) => [id, flags])),
      judged: state.strengths.size,
      toJudge: items.filter(({ hasPassword }) => hasPassword).length,
      at: state.at,
      damaged: state.damaged,
      breachList: state.breachList,
      uncheckedBreaches: items.filter(({ guess }) => guess !== null && guess.seen === null).length,
      score:
        state.status === "ready" ? healthScore(items.map((item) => ({ item, flags: item.flags }))) : null,
      isCurrent: state.status === "ready" && state.of === vaultItems,
      failure: state.failure,
      retry: forget,
    };
  }, [state, passwordAgeMonths, vaultItems]);
}

function judgeItems(state: HealthState, passwordAgeMonths: number): HealthItem[] {
  return state.items.map((item): HealthItem => {
    const guess = state.strengths.get(item.id) ?? null;
    const judged = { ...item, guess, strength: guess?.score ?? null, seen: guess?.seen ?? null };
    return { ...judged, flags: flagsOf(judged, state.at, passwordAgeMonths * MONTH_MS) };
  });
}

/** What is known at this moment, for an action that can't wait for the screen. */
export const healthNow = {
  items: (): readonly HealthItem[] => judgeItems(store.get(), settingsStore.get().passwordAgeMonths),
  noteNewPassword,
};
