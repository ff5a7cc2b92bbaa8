import { EXPORT_FORMATS, type ExportFormat, isExportFormat } from "@opp/core/rules/export-formats";
import { useState } from "react";
import { useCategories } from "../../../data/items/use-items.ts";
import { fetchExport } from "../../../data/transfer/fetch-export.ts";
import { say } from "../../../lib/messages.ts";
import { saveAs } from "../../../lib/save-as.ts";
import { useAction } from "../../../lib/use-action.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { CategoryOptions } from "../../categories/category-options.tsx";

const PARTS = ["history", "trash", "files"] as const;

/** The vault or a part of it as a file; it says beforehand what the selected format can't hold. */
export function ExportForm() {
  const words = texts.transfer;
  const { categories } = useCategories(false);
  const [format, setFormat] = useState<ExportFormat>("opp");
  const [categoryId, setCategoryId] = useState<number | null>(null);
  const [parts, setParts] = useState({ history: true, trash: true, files: true });
  const [filePassphrase, setFilePassphrase] = useState("");
  const [password, setPassword] = useState("");
  const facts = EXPORT_FORMATS[format];
  const lost = PARTS.filter((part) => !facts[part]).map((part) => words.loss[part]);
  const labels = { history: words.withHistory, trash: words.withTrash, files: words.withFiles };
  const exporting = useAction(async () => {
    const blob = await fetchExport({
      password,
      format,
      ...(facts.sealed ? { filePassphrase } : {}),
      scope: categoryId === null ? { part: "everything" } : { part: "category", categoryId },
      ...parts,
    });
    const day = new Date().toISOString().slice(0, 10);
    saveAs(blob, `${words.fileName(day)}.${facts.extension}`);
    setPassword("");
    setFilePassphrase("");
    say(words.exported);
  });
  const submit = () => void exporting.run();
  return (
    <form
      className="facts grid grid-cols-1 gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="small quiet">{words.exportText}</p>
      <div className="grid grid-cols-1 gap-4">
        <Field label={words.format} hint={lost.length > 0 ? words.loses(lost.join(", ")) : undefined}>
          {(field) => (
            <select
              {...field}
              className="input"
              value={format}
              onChange={({ target }) => {
                if (isExportFormat(target.value)) setFormat(target.value);
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
        <Field label={words.scope}>
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
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2 empty:hidden">
        {PARTS.filter((part) => facts[part]).map((part) => (
          <label key={part} className="check">
            <input
              type="checkbox"
              checked={parts[part]}
              onChange={({ target }) => setParts({ ...parts, [part]: target.checked })}
            />
            {labels[part]}
          </label>
        ))}
      </div>
      {facts.sealed && (
        <SecretField
          label={words.filePassphrase}
          hint={words.filePassphraseHint}
          value={filePassphrase}
          onChange={setFilePassphrase}
          autoComplete="new-password"
        />
      )}
      <SecretField
        label={words.loginPassword}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <p className="small">{facts.sealed ? words.sealed : words.clear}</p>
      <FailureNotice failure={exporting.failure} />
      <Button
        type="submit"
        look="primary"
        icon="download"
        className="justify-self-start"
        busy={exporting.running}
      >
        {words.download}
      </Button>
    </form>
  );
}
