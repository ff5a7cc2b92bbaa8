import { emptyValues } from "../../data/items/empty-values.ts";
import { formatPlace, goTo, type Place } from "../../lib/route.ts";
import { draftStore } from "../../lib/session/draft.ts";

const NEW_ITEM: Place = { view: { kind: "all" }, detail: { kind: "new" } };

/** Opens the form of a new item that already has a password. */
export function beginItem(password: string): void {
  draftStore.set({
    itemId: null,
    base: null,
    values: { ...emptyValues(null), password },
    place: formatPlace(NEW_ITEM),
    isPrefilled: true,
  });
  goTo(NEW_ITEM);
}
