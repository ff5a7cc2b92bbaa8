import type { CategoryPath, ReadItem } from "../model.ts";

/** What the writers of clear formats take: items come one by one. */
export interface ContentSource {
  /** Parents first, empty ones too. */
  readonly categories: readonly CategoryPath[];
  readonly items: AsyncIterable<ReadItem>;
}
