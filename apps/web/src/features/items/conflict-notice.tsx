import type { Category } from "@opp/core/schemas/categories";
import type { Item } from "@opp/core/schemas/items";
import { useEffect, useRef, useState } from "react";
import type { ItemValues } from "../../lib/draft.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { changedFields, clashes, type ValueField, valuesOf } from "./item-values.ts";

interface ConflictNoticeProps {
  readonly base: ItemValues;
  readonly mine: ItemValues;
  readonly theirs: Item;
  readonly categories: readonly Category[];
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Somebody saved first. Neither version is lost: the other one goes to the history if mine is put over it. */
export function ConflictNotice({
  base,
  mine,
  theirs,
  categories,
  onKeepMine,
  onTakeTheirs,
}: ConflictNoticeProps) {
  const other = valuesOf(theirs);
  const both = clashes(base, mine, other);
  const [shown, setShown] = useState(false);
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const show = (values: ItemValues, field: ValueField) => {
    if (field === "categoryId")
      return (
        categories.find((category) => category.id === values.categoryId)?.name ?? texts.side.uncategorised
      );
    const value = values[field];
    return field === "password" && !shown && value !== "" ? "••••••••" : value || texts.conflict.empty;
  };

  return (
    <section ref={box} tabIndex={-1} className="card grid gap-3 p-5" aria-labelledby="conflict-title">
      <h3 id="conflict-title" className="font-semibold">
        {texts.conflict.title}
      </h3>
      <p className="small quiet">{both.length === 0 ? texts.conflict.apart : texts.conflict.text}</p>
      <div className="overflow-x-auto">
        <table className="w-full small">
          <thead>
            <tr className="text-start quiet">
              <th scope="col" className="py-1 pe-3 text-start font-medium">
                {texts.conflict.field}
              </th>
              <th scope="col" className="py-1 pe-3 text-start font-medium">
                {texts.conflict.mine}
              </th>
              <th scope="col" className="py-1 text-start font-medium">
                {texts.conflict.theirs}
              </th>
            </tr>
          </thead>
          <tbody>
            {changedFields(mine, other).map((field) => (
              <tr key={field} className="border-t border-line">
                <th scope="row" className="py-2 pe-3 text-start font-medium">
                  {texts.fieldNames[field]}
                </th>
                <td className="py-2 pe-3 break-all">{show(mine, field)}</td>
                <td className="py-2 break-all">{show(other, field)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onKeepMine}>
          {texts.conflict.keepMine}
        </Button>
        <Button onClick={onTakeTheirs}>{texts.conflict.takeTheirs}</Button>
        <Button look="quiet" onClick={() => setShown(!shown)}>
          {shown ? texts.secret.hide(texts.words.password) : texts.secret.show(texts.words.password)}
        </Button>
      </div>
    </section>
  );
}
