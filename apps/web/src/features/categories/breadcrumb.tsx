import type { Category } from "@opp/core/schemas/categories";
import { formatPlace } from "../../lib/place.ts";
import { texts } from "../../texts/texts.ts";
import { queryStore } from "../vault/query-store.ts";
import { categoryName, treeOf } from "./category-tree.ts";

/** What a category lies in, from the outermost on, each a way there; nothing where it lies in none. */
export function Breadcrumb({ id, categories }: { id: number; categories: readonly Category[] }) {
  const outer =
    treeOf(categories)
      .lines.find(({ node }) => node.id === id)
      ?.path.slice(0, -1) ?? [];
  if (outer.length === 0) return null;
  return (
    <nav aria-label={texts.category.liesIn}>
      <ol className="breadcrumb">
        {outer.map((category) => (
          <li key={category.id}>
            <a
              href={formatPlace({ view: { kind: "category", id: category.id }, detail: null })}
              onClick={() => queryStore.set("")}
            >
              {categoryName(category)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
