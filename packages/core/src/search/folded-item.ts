import { entryOf, type FieldName, type FieldWith, LISTED_FIELDS } from "../items/fields.ts";
import type { Kind } from "../items/kinds.ts";
import { foldText } from "./fold-text.ts";

/** What a search reads of an item; a list's summary has it all. */
export interface Searchable extends OtherFields {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly moreUrls: readonly string[];
  readonly account: string;
  readonly username: string;
  readonly tags: readonly string[];
  readonly fields: readonly { readonly name: string; readonly value: string | null }[];
  readonly kind: Kind;
  readonly categoryId: number | null;
  readonly favourite: boolean;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly hasNotes: boolean;
  readonly usedAt: number | null;
  readonly deletedAt: number | null;
  readonly damaged: boolean;
}

/** Fields without an operator of their own: words find them as they find custom fields. */
type OtherFields = {
  readonly [Name in FieldWith<{ listed: true; search: "field"; type: "text" | "lines" }>]?: string;
};
const OTHER_FIELDS = LISTED_FIELDS.filter(isOtherField);

function isOtherField(name: FieldName): name is keyof OtherFields {
  const { listed, search, type } = entryOf(name);
  return listed === true && search === "field" && (type === "text" || type === "lines");
}

/** The texts of such fields, with their names; empty ones are left out. */
export const otherTexts = (
  item: Searchable,
): readonly { readonly name: keyof OtherFields; readonly text: string }[] =>
  OTHER_FIELDS.flatMap((name) => {
    const text = item[name];
    return text ? [{ name, text }] : [];
  });

export interface FoldedItem {
  readonly name: string;
  readonly username: string;
  readonly account: string;
  readonly url: string;
  /** The hosts of all addresses, one a line. */
  readonly hosts: string;
  /** One tag per line, with a line feed at both ends, so that a whole tag is between line feeds. */
  readonly tag: string;
  readonly field: string;
  /** All of the above in one text. */
  readonly all: string;
}

export type FoldItem = (item: Searchable) => FoldedItem;

/**
 * Folds each item once: the map drops items that are no longer used, and a changed item is a new object.
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
  const own = item.fields.map((each) => `${each.name}\n${each.value ?? ""}`);
  const field = foldText([...own, ...otherTexts(item).map(({ text }) => text)].join("\n"));
  const tag = item.tags.length === 0 ? "" : `\n${foldText(item.tags.join("\n"))}\n`;
  // A line feed can't be typed into the box, so no hit spans two fields. Joined, it is one flat text; a template is
  // a tree of pieces, which the first search would have to flatten.
  const all = [name, username, account, url, hosts, tag, field].join("\n");
  return { name, username, account, url, hosts, tag, field, all };
}
