import { foldText } from "./fold-text.ts";

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

export type FoldItem = (item: Searchable) => FoldedItem;

/**
 * Folds each item once: the map lets go of items that nobody holds, and an item that changes is another object.
 * @param hostOf the host to find an address by; parsing addresses is the platform's
 */
export function createItemFolding(hostOf: (url: string) => string): FoldItem {
  const folded = new WeakMap<Searchable, FoldedItem>();
  return (item) => {
    const known = folded.get(item);
    if (known) return known;
    const made = foldItem(item, hostOf);
    folded.set(item, made);
    return made;
  };
}

function foldItem(item: Searchable, hostOf: (url: string) => string): FoldedItem {
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
  return { name, username, account, url, hosts, tag, field, all };
}
