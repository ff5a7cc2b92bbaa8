import type { BreachListState, HealthReport, ItemHealth, ItemStrengths } from "@opp/core/schemas/health";
import { createStore } from "../../base/external-store.ts";
import { describeFailure, type Failure } from "../../lib/failure.ts";

/** The requests to the server. */
export interface HealthQueries {
  readonly report: () => Promise<HealthReport>;
  readonly strengths: (ids: readonly number[]) => Promise<ItemStrengths>;
}

/** An item, and when its password was last changed. */
interface ItemAge {
  readonly id: number;
  readonly passwordChangedAt: number;
}

type Strength = ItemStrengths["strengths"][number];

export interface HealthState {
  /** loading: the first look isn't complete. A later one happens behind what is known. */
  readonly status: "idle" | "loading" | "ready" | "failed";
  readonly items: readonly ItemHealth[];
  readonly strengths: ReadonlyMap<number, Strength>;
  /** When the server was last asked, which is what "old" counts from. */
  readonly at: number;
  /** The state of the vault that everything here is known of; null: none yet. */
  readonly of: unknown;
  /** The number of damaged items. */
  readonly damaged: number;
  readonly breachList: BreachListState;
  readonly failure: Failure | null;
}

const IDLE: HealthState = {
  status: "idle",
  items: [],
  strengths: new Map(),
  at: 0,
  of: null,
  damaged: 0,
  breachList: "none",
  failure: null,
};

/** Passwords asked about at a time: often enough for the bar to move. */
const PASSWORDS_A_PAGE = 100;
const TRIES_WHEN_BUSY = 5;

/** A list of breached passwords that came later, or can be read again, is asked about what it wasn't asked before. */
const isCurrent = (known: Strength, recordRevision: number, breachList: BreachListState): boolean =>
  known.recordRevision === recordRevision && (known.seen !== null || breachList !== "ready");

/** What is known of the passwords' health, in memory only; knows nothing once the vault closes. */
export function createHealthCheck(wait: (milliseconds: number) => Promise<void>) {
  const store = createStore<HealthState>(IDLE);
  let run = {};
  let running = false;
  let seen: unknown = null;
  let wanted: HealthQueries | null = null;

  /** @returns false if the vault closed in between: then the results must not be kept. */
  async function look(queries: HealthQueries, mine: object): Promise<boolean> {
    const { items, damaged, breachList } = await queries.report();
    if (mine !== run) return false;
    const before = store.get().strengths;
    const strengths = new Map<number, Strength>();
    for (const { id, recordRevision } of items) {
      const known = before.get(id);
      if (known && isCurrent(known, recordRevision, breachList)) strengths.set(id, known);
    }
    store.set({ ...store.get(), items, damaged, breachList, strengths, at: Date.now(), failure: null });
    const ids = items.filter(({ id, hasPassword }) => hasPassword && !strengths.has(id)).map(({ id }) => id);
    for (let at = 0; at < ids.length; at += PASSWORDS_A_PAGE) {
      const answer = await askPatiently(() => queries.strengths(ids.slice(at, at + PASSWORDS_A_PAGE)));
      if (mine !== run) return false;
      for (const strength of answer.strengths) strengths.set(strength.id, strength);
      store.set({ ...store.get(), strengths: new Map(strengths) });
    }
    return true;
  }

  async function askPatiently(ask: () => Promise<ItemStrengths>): Promise<ItemStrengths> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (describeFailure(error).code !== "BUSY" || tries === TRIES_WHEN_BUSY) throw error;
        await wait(tries * 1000);
      }
    }
  }

  async function start(queries: HealthQueries, vault: unknown): Promise<void> {
    const mine = run;
    running = true;
    if (store.get().status !== "ready") store.set({ ...store.get(), status: "loading", failure: null });
    try {
      if (await look(queries, mine)) store.set({ ...store.get(), status: "ready", of: vault });
    } catch (error) {
      if (mine !== run) return;
      seen = null;
      store.set({ ...store.get(), status: "failed", failure: describeFailure(error) });
    }
    if (mine !== run) return;
    running = false;
    const next = wanted;
    wanted = null;
    if (next) await start(next, seen);
  }

  return {
    store,
    /** Looks, unless it has looked at this very state of the vault; only at what changed, and one look at a time. */
    async check(queries: HealthQueries, vault: unknown): Promise<void> {
      if (vault === seen) return;
      seen = vault;
      if (running) wanted = queries;
      else await start(queries, vault);
    },
    /**
     * Checks the item whose page is open: fetches the report once, and after that only this item's strength. It reports no
     * failure, because the user didn't ask for it; a full check finds the same.
     */
    async checkItem(queries: HealthQueries, { id, passwordChangedAt }: ItemAge): Promise<void> {
      const mine = run;
      const isStale = () => mine !== run || running;
      if (isStale()) return;
      try {
        const known = store.get().items.find((item) => item.id === id);
        if (known?.passwordChangedAt !== passwordChangedAt) {
          const { items, damaged, breachList } = await queries.report();
          if (isStale()) return;
          store.set({ ...store.get(), items, damaged, breachList, at: Date.now() });
        }
        const now = store.get().items.find((item) => item.id === id);
        const { strengths } = store.get();
        if (!now?.hasPassword || strengths.get(id)?.recordRevision === now.recordRevision) return;
        const answer = await queries.strengths([id]);
        if (isStale()) return;
        const merged = new Map(store.get().strengths);
        for (const strength of answer.strengths) merged.set(strength.id, strength);
        store.set({ ...store.get(), strengths: merged });
      } catch {
        // The page says nothing then.
      }
    },
    /**
     * An item got another password: what was judged of the old one, and whom it was shared with, is over. The next look, which
     * follows, says what is true of the new one.
     */
    noteNewPassword(id: number): void {
      const { items, strengths } = store.get();
      const group = items.find((item) => item.id === id)?.reuseGroup ?? null;
      const left = items.filter((item) => item.id !== id && group !== null && item.reuseGroup === group);
      const alone = new Set([id, ...(left.length === 1 ? left.map((item) => item.id) : [])]);
      const judged = new Map(strengths);
      judged.delete(id);
      store.set({
        ...store.get(),
        strengths: judged,
        items: items.map((item) =>
          alone.has(item.id)
            ? {
                ...item,
                reuseGroup: null,
                ...(item.id === id && { passwordChangedAt: Date.now() }),
              }
            : item,
        ),
      });
    },
    forget(): void {
      run = {};
      running = false;
      seen = null;
      wanted = null;
      store.set(IDLE);
    },
  };
}
