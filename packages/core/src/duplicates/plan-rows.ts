import { decideRow, type FileRow, type ImportPlan, type RowChoice, type RowDecision } from "./decide-row.ts";
import type { KnownItems } from "./known-items.ts";

export interface PlanSettings {
  readonly plan: ImportPlan;
  /** By the row's number, counted from 0. */
  readonly choices: ReadonlyMap<number, RowChoice>;
  readonly isUndone: (batch: number) => boolean;
}

/**
 * Decides rows one after the other, so that no item is given to two of them. Certain ones come first: a row whose source is known
 * keeps its item, though an earlier row matches it, too.
 */
export class RowPlanner {
  readonly #claimed = new Set<number>();
  readonly #known: KnownItems;
  readonly #settings: PlanSettings;
  /** Which rows' sources items have. */
  readonly #reserved = new Map<number, string>();
  /** A row that is asked about again has its item already. */
  readonly #decided = new Map<number, RowDecision>();

  constructor(known: KnownItems, settings: PlanSettings, rows: Iterable<Pick<FileRow, "sourceId">>) {
    this.#known = known;
    this.#settings = settings;
    for (const { sourceId } of rows)
      for (const { id } of known.fromSource(sourceId)) this.#reserved.set(id, sourceId);
  }

  decide(index: number, row: FileRow): RowDecision {
    const before = this.#decided.get(index);
    if (before) return before;
    const { plan, choices, isUndone } = this.#settings;
    const isClaimed = ({ id }: { readonly id: number }) => {
      const reserved = this.#reserved.get(id);
      return this.#claimed.has(id) || (reserved !== undefined && reserved !== row.sourceId);
    };
    const choice = choices.get(index);
    const decision = decideRow(row, { known: this.#known, plan, choice, isClaimed, isUndone });
    if (decision.target && decision.action !== "create") this.#claimed.add(decision.target.id);
    this.#decided.set(index, decision);
    return decision;
  }

  /** What a row made is another row's no more. */
  claim(id: number): void {
    this.#claimed.add(id);
  }
}
