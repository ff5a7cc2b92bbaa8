import { emptyValues } from "../../data/items/empty-values.ts";
import { formatRoute, goTo, type Route } from "../../lib/route.ts";
import { draftStore } from "../../lib/session/draft.ts";

const NEW_ITEM: Route = { view: { kind: "all" }, detail: { kind: "new" } };

/** Opens the form of a new item that already has a password. */
export function beginItem(password: string): void {
  draftStore.set({
    itemId: null,
    base: null,
    values: { ...emptyValues(null), password },
    route: formatRoute(NEW_ITEM),
    isPrefilled: true,
  });
  goTo(NEW_ITEM);
}
