import { useState } from "react";
import { useCategories } from "../../../data/items/use-items.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { CategoryOptions } from "../../categories/category-options.tsx";
import { ExportFields } from "./export-fields.tsx";
import { useExport } from "./use-export.ts";

/** The vault or one category as a file. */
export function ExportForm() {
  const words = transferTexts();
  const { categories } = useCategories(false);
  const [categoryId, setCategoryId] = useState<number | null>(null);
  const state = useExport(categoryId === null ? { part: "everything" } : { part: "category", categoryId });
  return (
    <form
      className="facts grid grid-cols-1 gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void state.exporting.run();
      }}
    >
      <ExportFields state={state}>
        <Field label={words.scope} hint={words.scopeHint}>
          {(field) => (
            <select
              {...field}
              className="input"
              value={categoryId ?? ""}
              onChange={({ target }) => setCategoryId(target.value === "" ? null : Number(target.value))}
            >
              <option value="">{words.everything}</option>
              <CategoryOptions categories={categories} selected={categoryId} />
            </select>
          )}
        </Field>
      </ExportFields>
      <Button
        type="submit"
        look="primary"
        icon="download"
        className="justify-self-start"
        busy={state.exporting.running}
      >
        {words.download}
      </Button>
    </form>
  );
}
