/** Counts of tries that fall by themselves. All nodes of a server share them. */
export interface TryLevels {
  /** Adds a try to the level of `key`, unless that is above `most`, in one step. @returns what the level was before */
  add(key: string, rule: TryRule): Promise<{ readonly before: number; readonly added: boolean }>;
  takeBack(key: string, rule: TryRule): Promise<void>;
}

export interface TryRule {
  readonly name: "address" | "username";
  /** The level falls by one in this time. */
  readonly leakMs: number;
  /** No try is added to a level above this. */
  readonly most: number;
}

/** Runs a piece of work unless it is being done on another node. @returns whether it was done here */
export type OnOneNode = (work: NodeWork, run: () => Promise<void>) => Promise<boolean>;

export type NodeWork = "sweep";

/** For the only process of its server. */
export const ON_ONLY_NODE: OnOneNode = async (_work, run) => {
  await run();
  return true;
};

export interface NodeRow {
  readonly id: string;
  readonly version: string;
  readonly startedAt: number;
  readonly seenAt: number;
}

/** Further apart from the database's clock, a node is out of use: sessions and codes would end differently from node to node. */
const CLOCK_REFUSE_MS = 30_000;
export const isClockOff = (aheadMs: number): boolean => Math.abs(aheadMs) > CLOCK_REFUSE_MS;
/** Further apart, its administrator should know. */
export const CLOCK_WARN_MS = 5_000;
