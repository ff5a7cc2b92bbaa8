import type { Category } from "@opp/core/schemas/categories";
import { texts } from "../../../texts/texts.ts";
import { CategoryOptions } from "../category-options.tsx";

interface ParentSelectProps {
  readonly value: number | null;
  readonly categories: readonly Category[];
  readonly onChange: (parentId: number | null) => void;
  readonly className: string;
  readonly id?: string;
  readonly "aria-describedby"?: string | undefined;
  readonly "aria-invalid"?: true | undefined;
}

/** Selects the parent of a category, or none. */
export function ParentSelect({ value, categories, onChange, ...select }: ParentSelectProps) {
  return (
    <select
      {...select}
      value={value ?? ""}
      onChange={({ target }) => onChange(target.value === "" ? null : Number(target.value))}
    >
      <option value="">{texts.category.top}</option>
      <CategoryOptions categories={categories} selected={value} />
    </select>
  );
}
