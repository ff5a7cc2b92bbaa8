import type { Category } from "@opp/core/schemas/categories";
import { categoryName, indent, treeOf } from "../../data/categories/category-tree.ts";

/** The tree as options of a `select`, indented by depth; the selected one shows its path, because a closed list shows it alone. */
export function CategoryOptions({
  categories,
  selected,
}: {
  categories: readonly Category[];
  selected: number | null;
}) {
  const tree = treeOf(categories);
  return tree.lines.map(({ node, depth }) => (
    <option key={node.id} value={node.id} dir="auto">
      {node.id === selected ? tree.pathOf(node.id) : indent(depth) + categoryName(node)}
    </option>
  ));
}
