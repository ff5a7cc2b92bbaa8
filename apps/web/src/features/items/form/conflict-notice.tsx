import { textOf } from "@opp/core/items/field-values";
import { entryOf, WRITTEN_FIELDS } from "@opp/core/items/fields";
import type { Category } from "@opp/core/schemas/categories";
import type { Item } from "@opp/core/schemas/items";
import { useEffect, useRef, useState } from "react";
import { treeOf } from "../../../data/categories/category-tree.ts";
import type { ItemValues } from "../../../lib/session/draft.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { type ComparedLine, compareValues } from "../history/compare-values.ts";
import { ComparisonTable } from "../history/comparison-table.tsx";
import { clashes, valuesOf } from "./item-values.ts";

interface ConflictNoticeProps {
  readonly base: ItemValues;
  readonly mine: ItemValues;
  readonly theirs: Item;
  readonly categories: readonly Category[];
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
  readonly isTakingTheirs: boolean;
}

/** Someone else saved first. No version is lost: the one that isn't used goes to the history. */
export function ConflictNotice({
  base,
  mine,
  theirs,
  categories,
  onKeepMine,
  onTakeTheirs,
  isTakingTheirs,
}: ConflictNoticeProps) {
  const other = valuesOf(theirs);
  const both = clashes(base, mine, other);
  const [shown, setShown] = useState(false);
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const lines = [...compareValues(mine, other), ...outsideHistory(mine, other, categories)];

  return (
    <section ref={box} tabIndex={-1} className="card grid gap-3 p-5" aria-labelledby="conflict-title">
      <h3 id="conflict-title" className="font-semibold">
        {itemScreenTexts().conflict.title}
      </h3>
      <p className="small quiet">
        {both.length === 0 ? itemScreenTexts().conflict.apart : itemScreenTexts().conflict.text}
      </p>
      <ComparisonTable
        lines={lines}
        before={itemScreenTexts().conflict.mine}
        after={itemScreenTexts().conflict.theirs}
        shown={shown}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onKeepMine}>
          {itemScreenTexts().conflict.keepMine}
        </Button>
        <Button busy={isTakingTheirs} onClick={onTakeTheirs}>
          {itemScreenTexts().conflict.takeTheirs}
        </Button>
        {lines.some(({ secret }) => secret) && (
          <Button look="quiet" onClick={() => setShown(!shown)}>
            {shown
              ? texts.secret.hide(itemScreenTexts().history.secrets)
              : texts.secret.show(itemScreenTexts().history.secrets)}
          </Button>
        )}
      </div>
    </section>
  );
}

const OUTSIDE_HISTORY = WRITTEN_FIELDS.filter((name) => entryOf(name).history === "none");

/** The category, and fields without a history, which two people can also change at the same time. */
function outsideHistory(
  mine: ItemValues,
  theirs: ItemValues,
  categories: readonly Category[],
): readonly ComparedLine[] {
  const nameOf = (id: number | null) => treeOf(categories).pathOf(id) || texts.side.uncategorised;
  const lines = [
    {
      key: "categoryId",
      label: texts.fieldNames.categoryId,
      before: nameOf(mine.categoryId),
      after: nameOf(theirs.categoryId),
      secret: false,
    },
    ...OUTSIDE_HISTORY.map((name) => ({
      key: name,
      label: texts.fieldNames[name],
      before: textOf(mine[name], texts),
      after: textOf(theirs[name], texts),
      secret: entryOf(name).isSecret,
    })),
  ];
  return lines.filter(({ before, after }) => before !== after);
}
