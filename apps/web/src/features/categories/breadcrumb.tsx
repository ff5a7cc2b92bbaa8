import type { Category } from "@opp/core/schemas/categories";
import { categoryName, treeOf } from "../../data/categories/category-tree.ts";
import { formatRoute } from "../../lib/route.ts";
import { searchBoxStore } from "../../lib/search-box.ts";
import { texts } from "../../texts/texts.ts";
import { UserText } from "../../ui/user-text.tsx";

/** Links to a category's parents, from the top level down; nothing at the top level. */
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
              href={formatRoute({ view: { kind: "category", id: category.id }, detail: null })}
              onClick={() => searchBoxStore.set("")}
            >
              <UserText text={categoryName(category)} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
