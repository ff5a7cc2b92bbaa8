import type { ItemSummary } from "@opp/core/schemas/items";
import { hasTag, tagKey } from "@opp/core/tags/tag-list";
import type { View } from "../../lib/route.ts";
import { whenVaultCloses } from "../../lib/session/session.ts";

type TagView = Extract<View, { kind: "tag" }>;
type Tagged = Pick<ItemSummary, "id" | "tags">;

/** Which tag an address meant when it was first seen: it goes on meaning that one, whatever becomes of the item that it names. */
const tagsByPlace = new Map<string, string>();
whenVaultCloses(() => tagsByPlace.clear());

/** A tag's own name is nobody's business, and addresses stand in histories: so one names the tag by an item that has it. */
export function viewOfTag(tag: string, items: readonly Tagged[]): View {
  const key = tagKey(tag);
  for (const [place, known] of tagsByPlace) {
    const [item = 0, at = 0] = place.split("-").map(Number);
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
  // A place that meant another tag before goes on doing so, as long as there is another.
  const view = views.find((each) => !tagsByPlace.has(placeOf(each))) ?? views[0];
  if (!view) return { kind: "all" };
  tagsByPlace.set(placeOf(view), tag);
  return view;
}

/** null: no place of a tag, or of one that nobody knows any more. */
export function tagOfView(view: View, items: readonly Tagged[]): string | null {
  if (view.kind !== "tag") return null;
  const known = tagsByPlace.get(placeOf(view));
  if (known !== undefined) return known;
  const found = items.find(({ id }) => id === view.item)?.tags[view.at] ?? null;
  if (found !== null) tagsByPlace.set(placeOf(view), found);
  return found;
}

/** The places of a tag are those of its new name. */
export function renameTagPlaces(tag: string, to: string): void {
  for (const [place, known] of tagsByPlace) if (tagKey(known) === tagKey(tag)) tagsByPlace.set(place, to);
}

const placeOf = ({ item, at }: TagView) => `${item}-${at}`;
