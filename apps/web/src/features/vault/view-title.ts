import type { Category } from "@opp/core/schemas/categories";
import type { View } from "../../lib/place.ts";
import { texts } from "../../texts/texts.ts";

export function viewTitle(view: View, categories: readonly Category[]): string {
  if (view.kind === "category")
    return categories.find((category) => category.id === view.id)?.name ?? texts.side.categories;
  return view.kind === "uncategorised" ? texts.side.uncategorised : texts.side.all;
}
