import { foldText } from "@opp/core/search/fold-text";
import { hostOf } from "../safe-url.ts";

/** What a search reads of an item; a list's summary has it all. */
export interface Searchable {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly moreUrls: readonly string[];
  readonly account: string;
  readonly username: string;
  readonly tags: readonly string[];
  readonly fields: readonly { readonly name: string; readonly value: string | null }[];
  readonly categoryId: number | null;
  readonly favourite: boolean;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly hasNotes: boolean;
  readonly usedAt: number | null;
  readonly deletedAt: number | null;
  readonly damaged: boolean;
}

export interface FoldedItem {
  readonly name: string;
  readonly username: string;
  readonly account: string;
  readonly url: string;
  /** The hosts of all addresses, one a line. */
  readonly hosts: string;
  /** One a line, the first and the last too: a whole tag stands between line feeds. */
  readonly tag: string;
  readonly field: string;
  /** All of the above in one text. */
  readonly all: string;
}

/** Folding is done once an item; the map lets go of items that nobody holds, and an item that changes is another object. */
const folded = new WeakMap<Searchable, FoldedItem>();

export function foldItem(item: Searchable): FoldedItem {
  const known = folded.get(item);
  if (known) return known;
  const name = foldText(item.name);
  const username = foldText(item.username);
  const account = foldText(item.account);
  const url = foldText(item.moreUrls.length === 0 ? item.url : [item.url, ...item.moreUrls].join("\n"));
  const hosts = foldText([item.url, ...item.moreUrls].map(hostOf).join("\n"));
  const field = foldText(item.fields.map((each) => `${each.name}\n${each.value ?? ""}`).join("\n"));
  const tag = item.tags.length === 0 ? "" : `\n${foldText(item.tags.join("\n"))}\n`;
  // A line feed can't be typed into the box, so no hit spans two fields. Joined, it is one flat text; a template is
  // a tree of pieces, which the first search would have to flatten.
  const all = [name, username, account, url, hosts, tag, field].join("\n");
  const made = { name, username, account, url, hosts, tag, field, all };
  folded.set(item, made);
  return made;
}

const ITEMS_AT_ONCE = 250;

/** Folds all of them ahead of the first letter typed, a few at a time while the browser has nothing to do. Answers how to stop. */
export function foldAhead(items: readonly Searchable[]): () => void {
  let at = 0;
  let timer = 0;
  const later = (run: () => void): number =>
    "requestIdleCallback" in globalThis ? requestIdleCallback(run) : window.setTimeout(run, 50);
  const cancel = "cancelIdleCallback" in globalThis ? cancelIdleCallback : clearTimeout;
  const step = () => {
    for (const item of items.slice(at, at + ITEMS_AT_ONCE)) foldItem(item);
    at += ITEMS_AT_ONCE;
    if (at < items.length) timer = later(step);
  };
  timer = later(step);
  return () => cancel(timer);
}
