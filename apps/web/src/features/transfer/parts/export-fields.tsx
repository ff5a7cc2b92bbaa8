import { isExportFormat } from "@opp/core/rules/export-formats";
import type { ReactNode } from "react";
import { shownBytes } from "../../../lib/shown-bytes.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Field } from "../../../ui/field.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { CodeField } from "../../second-factor/code-field.tsx";
import { EXPORT_PARTS, type ExportState } from "./use-export.ts";

interface ExportFieldsProps {
  readonly state: ExportState;
  /** Where the part of the vault is selected; left out: it was selected before. */
  readonly children?: ReactNode;
  /** false: the trash isn't offered, since items were selected one by one. */
  readonly withTrash?: boolean;
}

/** The fields of an export; they say beforehand what the selected format can't hold. */
export function ExportFields({ state, children, withTrash = true }: ExportFieldsProps) {
  const words = transferTexts();
  const { facts, parts } = state;
  const asked = EXPORT_PARTS.filter((part) => part !== "trash" || withTrash);
  const lost = asked.filter((part) => !facts[part]).map((part) => words.loss[part]);
  const labels = { history: words.withHistory, trash: words.withTrash, files: words.withFiles };
  return (
    <>
      <p className="small quiet">{words.exportText}</p>
      <div className="grid grid-cols-1 gap-4">
        <Field label={words.format} hint={lost.length > 0 ? words.loses(lost.join(", ")) : undefined}>
          {(field) => (
            <select
              {...field}
              className="input"
              value={state.format}
              onChange={({ target }) => {
                if (isExportFormat(target.value)) state.setFormat(target.value);
              }}
            >
              {Object.entries(words.formats).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        {children}
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2 empty:hidden">
        {asked
          .filter((part) => facts[part])
          .map((part) => (
            <label key={part} className="check">
              <input
                type="checkbox"
                checked={parts[part]}
                onChange={({ target }) => state.setParts({ ...parts, [part]: target.checked })}
              />
              {labels[part]}
            </label>
          ))}
      </div>
      {facts.sealed && (
        <SecretField
          label={words.filePassphrase}
          hint={words.filePassphraseHint}
          value={state.filePassphrase}
          onChange={state.setFilePassphrase}
          autoComplete="new-password"
        />
      )}
      <SecretField
        label={words.loginPassword}
        value={state.password}
        onChange={state.setPassword}
        autoComplete="current-password"
      />
      <CodeField code={state.exporting.code} />
      <p className="small">{facts.sealed ? words.sealed : words.clear}</p>
      {state.exporting.running && state.bytes > 0 && (
        <p className="small quiet">{words.received(shownBytes(state.bytes))}</p>
      )}
      <FailureNotice failure={state.exporting.failure} />
    </>
  );
}
