import type { ReadItem } from "../../model.ts";
import { type BrowserCsvOptions, type BrowserLeavesOut, browserLeavesOut } from "./browser-csv.ts";

/** What of an item a CSV can't carry. */
export type LostPart =
  | "category"
  | "tags"
  | "favourite"
  | "account"
  | "more addresses"
  | "one-time code"
  | "fields"
  | "dates"
  | "history"
  | "files";

export interface CsvLoss {
  /** Items of the file. */
  readonly written: number;
  /** Items that aren't in it, in their order. */
  readonly leftOut: readonly { readonly name: string; readonly why: BrowserLeavesOut }[];
  /** For each part how many of the written items lose it; parts that none loses are missing. */
  readonly lost: ReadonlyMap<LostPart, number>;
}

type Item = Omit<ReadItem, "sourceId">;

/** What the file won't have: to be said before it is made. */
export async function csvLoss(
  items: Iterable<Item> | AsyncIterable<Item>,
  layout: "full" | ({ readonly browser: true } & BrowserCsvOptions),
): Promise<CsvLoss> {
  const leftOut: { name: string; why: BrowserLeavesOut }[] = [];
  const lost = new Map<LostPart, number>();
  let written = 0;
  for await (const item of items) {
    const why = layout === "full" ? null : browserLeavesOut(item);
    if (why !== null) {
      leftOut.push({ name: item.name, why });
      continue;
    }
    written += 1;
    const parts = layout === "full" ? lostByAny(item) : [...lostByBrowser(item, layout), ...lostByAny(item)];
    for (const part of parts) lost.set(part, (lost.get(part) ?? 0) + 1);
  }
  return { written, leftOut, lost };
}

const lostByAny = (item: Item): LostPart[] => [
  ...(item.history && item.history.length > 0 ? (["history"] as const) : []),
  ...(item.attachments && item.attachments.length > 0 ? (["files"] as const) : []),
];

function lostByBrowser(item: Item, { everyAddress = false }: BrowserCsvOptions): LostPart[] {
  const isWeb = (address: string) => /^https?:\/\//i.test(address);
  const addresses = [item.url, ...item.moreUrls].filter((address) => address !== "");
  const kept = everyAddress ? addresses.filter(isWeb).length : 1;
  const checks: readonly (readonly [LostPart, boolean])[] = [
    ["category", item.category.length > 0],
    ["tags", item.tags.length > 0],
    ["favourite", item.favourite],
    ["account", item.account !== ""],
    ["more addresses", addresses.length > kept],
    ["one-time code", item.totp !== ""],
    ["fields", item.fields.length > 0],
    [
      "dates",
      item.createdAt !== undefined || item.updatedAt !== undefined || item.passwordChangedAt !== undefined,
    ],
  ];
  return checks.flatMap(([part, isLost]) => (isLost ? [part] : []));
}
