import type { Category } from "@opp/core/schemas/categories";
import { texts } from "../../texts/texts.ts";
import { CategoryOptions } from "./category-options.tsx";

interface CategorySelectProps {
  readonly value: number | null;
  readonly categories: readonly Category[];
  readonly onChange: (categoryId: number | null) => void;
  /** Called when the user wants a new category. */
  readonly onNew: () => void;
  readonly className: string;
  readonly id?: string;
  readonly "aria-describedby"?: string | undefined;
  readonly "aria-invalid"?: true | undefined;
}

const NEW = "new";

/** The categories, none, and a new one. */
export function CategorySelect({ value, categories, onChange, onNew, ...select }: CategorySelectProps) {
  return (
    <select
      {...select}
      value={value ?? ""}
      onChange={({ target }) => {
        if (target.value === NEW) onNew();
        else onChange(target.value === "" ? null : Number(target.value));
      }}
    >
      <option value="">{texts.side.uncategorised}</option>
      <CategoryOptions categories={categories} selected={value} />
      <option value={NEW}>{texts.item.newCategory}</option>
    </select>
  );
}
