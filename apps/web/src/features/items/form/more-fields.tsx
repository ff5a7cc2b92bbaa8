import { entryOf, type WrittenFieldName } from "@opp/core/items/fields";
import type { ItemValues } from "../../../lib/session/draft.ts";
import { texts } from "../../../texts/texts.ts";
import { LinesField, TextField } from "../../../ui/field.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";

interface MoreFieldsProps {
  readonly names: readonly WrittenFieldName[];
  readonly values: ItemValues;
  /** What was refused, by its path. */
  readonly wrong: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<ItemValues>) => void;
}

/** A control for each field, chosen by its type in the field table. */
export const MoreFields = ({ names, ...form }: MoreFieldsProps) =>
  names.map((name) => <FieldControl key={name} name={name} {...form} />);

function FieldControl({
  name,
  values,
  wrong,
  onChange,
}: Omit<MoreFieldsProps, "names"> & { readonly name: WrittenFieldName }) {
  const entry = entryOf(name);
  const value = values[name];
  const label = texts.fieldNames[name];
  if (typeof value === "boolean")
    return (
      <label className="check">
        <input
          type="checkbox"
          checked={value}
          onChange={(event) => onChange({ [name]: event.target.checked })}
        />
        {label}
      </label>
    );
  if (typeof value !== "string") throw new Error(`The form has no control for ${name}.`);
  const maxChars = "maxChars" in entry ? entry.maxChars : undefined;
  const shared = {
    label,
    value,
    error: wrong[name],
    autoComplete: "off",
    maxChars,
    onChange: (next: string) => onChange({ [name]: next }),
  };
  if (entry.isSecret) return <SecretField {...shared} lines={entry.type === "lines"} />;
  return entry.type === "text" ? <TextField {...shared} /> : <LinesField {...shared} />;
}
