import { IMPORT_PLANS, ROW_CHOICES } from "@opp/core/duplicates/decide-row";
import type { ShownRow } from "@opp/core/schemas/imports";
import { useCategories } from "../../../data/items/use-items.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { UserText } from "../../../ui/user-text.tsx";
import { CategoryOptions } from "../../categories/category-options.tsx";
import { NoticeList } from "./notice-list.tsx";
import { TableColumns } from "./table-columns.tsx";
import type { ImportStep, useImport } from "./use-import.ts";

interface PlanCardProps {
  readonly step: Extract<ImportStep, { at: "planned" }>;
  readonly actions: ReturnType<typeof useImport>;
}

/** What the file is, and what the import will do with each of its items. */
export function PlanCard({ step, actions }: PlanCardProps) {
  const words = transferTexts();
  const { categories } = useCategories(false);
  const { preview, plan, settings } = step;
  const { counts } = preview;
  const writes = plan.counts.create + plan.counts.merge;
  const more = counts.items - plan.rows.length;
  return (
    <div className="facts grid grid-cols-1 gap-4 p-4">
      <div className="grid gap-1">
        <h3 className="font-semibold">{words.found(preview.formatName)}</h3>
        <p>{words.counts(counts.items, counts.categories, counts.attachments, counts.versions)}</p>
        {counts.trashed > 0 && <p className="small quiet">{words.trashed(counts.trashed)}</p>}
        {preview.continues !== null && <p className="small">{words.continues}</p>}
      </div>
      {preview.table && (
        <TableColumns
          table={preview.table}
          busy={actions.readTable.running}
          onApply={(mapping) => void actions.readTable.run({ mapping })}
        />
      )}
      <div className="grid grid-cols-1 gap-4">
        <Field label={words.plan}>
          {(parts) => (
            <select
              {...parts}
              className="input"
              value={settings.plan}
              onChange={({ target }) => {
                const selected = IMPORT_PLANS.find((each) => each === target.value);
                if (selected) void actions.change.run({ ...settings, plan: selected });
              }}
            >
              {(["merge", "skip", "both"] as const).map((each) => (
                <option key={each} value={each}>
                  {words.plans[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.into}>
          {(parts) => (
            <select
              {...parts}
              className="input"
              value={settings.categoryId ?? ""}
              onChange={({ target }) =>
                void actions.change.run({
                  ...settings,
                  categoryId: target.value === "" ? null : Number(target.value),
                })
              }
            >
              <option value="">{words.intoNone}</option>
              <CategoryOptions categories={categories} selected={settings.categoryId} />
            </select>
          )}
        </Field>
      </div>
      <p role="status">
        {words.planCounts(plan.counts.create, plan.counts.merge, plan.counts.skip)}
        {writes === 0 && ` ${words.nothingToDo}`}
      </p>
      {counts.notices > 0 && <NoticeList uploadId={step.uploadId} count={counts.notices} />}
      <details>
        <summary className="link">{words.rows}</summary>
        <ul className="plan-rows">
          {plan.rows.map((row) => (
            <PlanRow key={row.row} row={row} actions={actions} />
          ))}
        </ul>
        {more > 0 && <p className="small quiet">{words.moreRows(more)}</p>}
      </details>
      <div className="flex flex-wrap gap-2">
        {writes > 0 && (
          <Button look="primary" busy={actions.run.running} onClick={() => void actions.run.run()}>
            {words.run(writes)}
          </Button>
        )}
        <Button onClick={() => void actions.cancel.run()}>{words.other}</Button>
      </div>
    </div>
  );
}

function PlanRow({ row, actions }: { row: ShownRow; actions: ReturnType<typeof useImport> }) {
  const words = transferTexts();
  const reason = words.reasons[row.reason];
  return (
    <li className="plan-row">
      <span className="min-w-0">
        <UserText text={row.name} />
        <span className="small quiet block">
          {[row.username, row.category.join(" / "), words.actions[row.action], reason]
            .filter((part) => part !== "")
            .join(" · ")}
        </span>
      </span>
      {row.reason !== "new" && (
        <select
          className="select-slim"
          aria-label={words.choice(row.name)}
          value={row.choice ?? ""}
          onChange={({ target }) =>
            void actions.choose.run(row.row, ROW_CHOICES.find((each) => each === target.value) ?? null)
          }
        >
          <option value="">{words.byPlan}</option>
          {ROW_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {words.choices[choice]}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}
