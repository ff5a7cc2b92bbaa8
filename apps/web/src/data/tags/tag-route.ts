import type { ItemSummary } from "@opp/core/schemas/items";
import { hasTag, tagKey } from "@opp/core/tags/tag-list";
import type { ListView, View } from "../../lib/route.ts";
import { whenVaultCloses } from "../../lib/session/session.ts";

type TagView = Extract<View, { kind: "tag" }>;
type Tagged = Pick<ItemSummary, "id" | "tags">;

/** The tag that an address meant when it was first seen. It keeps that meaning, whatever happens to the item in it. */
const tagsByAddress = new Map<string, string>();
whenVaultCloses(() => tagsByAddress.clear());

/** URLs end up in browser histories, so they name a tag by an item that has it, not by its text. */
export function viewOfTag(tag: string, items: readonly Tagged[]): ListView {
  const key = tagKey(tag);
  for (const [address, known] of tagsByAddress) {
    const [item = 0, at = 0] = address.split("-").map(Number);
    if (tagKey(known) === key) return { kind: "tag", item, at };
  }
  const views = items
    .filter(({ tags }) => hasTag(tags, tag))
    .toSorted((a, b) => a.id - b.id)
    .map(
      ({ id, tags }): TagView => ({
        kind: "tag",
        item: id,
        at: tags.findIndex((each) => tagKey(each) === key),
      }),
    );
  // An address keeps the tag that it meant first, if the new tag has another address.
  const view = views.find((each) => !tagsByAddress.has(addressOf(each))) ?? views[0];
  if (!view) return { kind: "all" };
  tagsByAddress.set(addressOf(view), tag);
  return view;
}

/** The tag that the list shows; null without a tag, or if it has become unknown. */
export function tagOfView(view: View, items: readonly Tagged[]): string | null {
  if (view.kind !== "tag") return null;
  const known = tagsByAddress.get(addressOf(view));
  if (known !== undefined) return known;
  const found = items.find(({ id }) => id === view.item)?.tags[view.at] ?? null;
  if (found !== null) tagsByAddress.set(addressOf(view), found);
  return found;
}

/** Makes the addresses of a renamed tag mean its new name. */
export function renameTagRoutes(tag: string, to: string): void {
  for (const [address, known] of tagsByAddress)
    if (tagKey(known) === tagKey(tag)) tagsByAddress.set(address, to);
}

const addressOf = ({ item, at }: TagView) => `${item}-${at}`;
