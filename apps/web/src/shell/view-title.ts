import type { Category } from "@opp/core/schemas/categories";
import type { ListView } from "../lib/route.ts";
import { texts } from "../texts/texts.ts";
import { entryOf } from "./route-table.tsx";

/** What the list is called. @param tag the tag that the view means, if it is known */
export function viewTitle(view: ListView, categories: readonly Category[], tag: string | null): string {
  if (view.kind === "category")
    return categories.find((category) => category.id === view.id)?.name ?? texts.side.categories;
  if (view.kind === "tag") return tag ?? texts.tags.title;
  return entryOf(view)?.name() ?? texts.side.all;
}
