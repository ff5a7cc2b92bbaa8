import type { Category } from "@opp/core/schemas/categories";
import { foldText } from "@opp/core/search/fold-text";
import { useState } from "react";
import { categoryName, treeOf } from "../../data/categories/category-tree.ts";
import { texts } from "../../texts/texts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { CategoryNameDialog } from "./category-dialogs.tsx";

interface CategoryChoiceProps {
  readonly title: string;
  /** The entry for "no category", above the others. */
  readonly none: { readonly icon: IconName; readonly name: string };
  readonly categories: readonly Category[];
  readonly onChoose: (target: { readonly id: number | null; readonly name: string }) => void;
  readonly onClose: () => void;
}

const MANY_CATEGORIES = 8;

/** Selects a category from the tree, or creates one. Typing filters by path; Enter takes the first match. */
export function CategoryChoice({ title, none, categories, onChoose, onClose }: CategoryChoiceProps) {
  const [filter, setFilter] = useState("");
  const [creating, setCreating] = useState(false);
  const tree = treeOf(categories);
  const wanted = foldText(filter.trim());
  const targets = [
    { id: null, name: none.name, path: none.name, depth: 0 },
    ...tree.lines.map(({ node, depth }) => ({
      id: node.id,
      name: categoryName(node),
      path: tree.pathOf(node.id),
      depth,
    })),
  ].filter(({ path }) => foldText(path).includes(wanted));
  // A category whose own name matches comes before its subcategories.
  const first = targets.find(({ name }) => foldText(name).includes(wanted)) ?? targets[0];

  if (creating)
    return (
      <CategoryNameDialog
        category={null}
        startName={filter.trim()}
        onClose={() => setCreating(false)}
        onMade={(id, name) => onChoose({ id, name })}
      />
    );
  return (
    <Dialog title={title} onClose={onClose} onSubmit={() => wanted !== "" && first && onChoose(first)}>
      {categories.length >= MANY_CATEGORIES && (
        <TextField
          label={texts.selection.filter}
          value={filter}
          onChange={setFilter}
          autoComplete="off"
          autoFocus
        />
      )}
      <ul className="grid max-h-[50dvh] grid-cols-1 gap-0.5 overflow-y-auto">
        {targets.map((target) => (
          <li key={target.id ?? "none"} data-depth={wanted === "" ? Math.min(target.depth, 7) : undefined}>
            <button type="button" className="menu-item" onClick={() => onChoose(target)}>
              <Icon name={target.id === null ? none.icon : "folder"} size={18} />
              <span className="min-w-0 truncate">{wanted === "" ? target.name : target.path}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="menu-item" onClick={() => setCreating(true)}>
            <Icon name="plus" size={18} />
            <span className="min-w-0 truncate">{texts.selection.newCategory(filter.trim())}</span>
          </button>
        </li>
      </ul>
      {targets.length === 0 && <p className="quiet">{texts.selection.noSuchCategory}</p>}
    </Dialog>
  );
}
