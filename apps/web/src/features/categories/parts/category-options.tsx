import type { Category } from "@opp/core/schemas/categories";
import { categoryName, indent, treeOf } from "../../../data/categories/category-tree.ts";

/** The tree for a `select`: each by its depth; the chosen one, which is shown alone when the list is closed, by its path. */
export function CategoryOptions({
  categories,
  chosen,
}: {
  categories: readonly Category[];
  chosen: number | null;
}) {
  const tree = treeOf(categories);
  return tree.lines.map(({ node, depth }) => (
    <option key={node.id} value={node.id}>
      {node.id === chosen ? tree.pathOf(node.id) : indent(depth) + categoryName(node)}
    </option>
  ));
}
