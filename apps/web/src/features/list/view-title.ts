import type { Category } from "@opp/core/schemas/categories";
import type { View } from "../../lib/route.ts";
import { texts } from "../../texts/texts.ts";

export function viewTitle(view: View, categories: readonly Category[], tag: string | null): string {
  if (view.kind === "category")
    return categories.find((category) => category.id === view.id)?.name ?? texts.side.categories;
  if (view.kind === "tag") return tag ?? texts.tags.title;
  if (view.kind === "uncategorised" || view.kind === "favourites" || view.kind === "recent")
    return texts.side[view.kind];
  return texts.side.all;
}
