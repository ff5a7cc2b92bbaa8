import type { ImportTableChoices, ImportTablePreview } from "@opp/core/schemas/imports";
import { useState } from "react";
import { positioned } from "../../../base/positions.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Button } from "../../../ui/button.tsx";

type Mapping = NonNullable<ImportTableChoices["mapping"]>;

interface TableColumnsProps {
  readonly table: ImportTablePreview;
  readonly busy: boolean;
  readonly onApply: (mapping: Mapping) => void;
}

/** Where each column of a table goes, over its first rows. */
export function TableColumns({ table, busy, onApply }: TableColumnsProps) {
  const words = transferTexts();
  const [mapping, setMapping] = useState<Mapping>(table.mapping);
  const targets = Object.keys(words.targets).filter((each): each is Mapping[number] => each in words.targets);
  return (
    <fieldset className="grid grid-cols-1 gap-2">
      <legend className="field-label">{words.columns}</legend>
      <p className="small quiet">{words.columnsText}</p>
      <ul className="grid grid-cols-1 gap-2">
        {positioned(table.columns).map(({ value: column, position: index }) => (
          <li key={index} className="plan-row">
            <span className="min-w-0">
              <bdi>{column}</bdi>
              <span className="small quiet block">
                {table.firstRows
                  .map((row) => row[index] ?? "")
                  .filter((cell) => cell !== "")
                  .slice(0, 3)
                  .join(" · ")}
              </span>
            </span>
            <select
              className="select-slim"
              aria-label={words.columnOf(column)}
              value={mapping[index] ?? "skip"}
              onChange={({ target }) => {
                const selected = targets.find((each) => each === target.value);
                if (selected) setMapping(mapping.with(index, selected));
              }}
            >
              {targets.map((each) => (
                <option key={each} value={each}>
                  {words.targets[each]}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      <Button className="justify-self-start" busy={busy} onClick={() => onApply(mapping)}>
        {words.readAgain}
      </Button>
    </fieldset>
  );
}
