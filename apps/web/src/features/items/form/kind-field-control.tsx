import type { CustomField } from "@opp/core/items/custom-fields";
import { parseMonth, showMonth, writeMonth } from "@opp/core/items/formats/month";
import { readWifiSecurity, WIFI_SECURITIES } from "@opp/core/items/formats/wifi-code";
import { type KindField, type KindFieldId, kindField } from "@opp/core/items/kind-fields";
import { setKindFields, splitFields } from "@opp/core/items/kind-values";
import { LIMITS } from "@opp/core/rules/limits";
import { useState } from "react";
import { fieldLabel } from "../../../data/items/field-label.ts";
import type { ItemValues } from "../../../lib/session/draft.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { Field, LinesField, TextField } from "../../../ui/field.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { Fingerprint, PrivateKeyField, withSshFacts } from "./ssh-key-fields.tsx";

interface KindFieldControlProps {
  readonly id: KindFieldId;
  readonly values: ItemValues;
  readonly error: string | undefined;
  readonly onChange: (fields: CustomField[]) => void;
}

/** The control of one of a kind's fields, by its format. */
export function KindFieldControl({ id, values, error, onChange }: KindFieldControlProps) {
  const { kind, fields } = values;
  const { byId } = splitFields(kind, fields);
  const entry: KindField = kindField(id);
  const known = byId.get(id)?.field;
  const control = {
    label: fieldLabel(known ?? entry),
    value: known?.value ?? "",
    error,
    autoComplete: "off",
    maxChars: LIMITS.customFieldValueChars,
    onChange: (value: string) => onChange(setKindFields(kind, fields, { [id]: value })),
  };
  if (id === "private-key")
    return (
      <PrivateKeyField
        {...control}
        comment={values.name}
        onKey={(key) => onChange(withSshFacts(kind, fields, key))}
      />
    );
  if (id === "public-key")
    return (
      <LinesField
        {...control}
        onChange={(value) => onChange(withSshFacts(kind, fields, { "public-key": value }))}
      />
    );
  if (entry.format === "fingerprint") return <Fingerprint label={control.label} text={control.value} />;
  if (entry.format === "month") return <MonthField {...control} />;
  if (entry.format === "wifi-security") return <SecuritySelect {...control} />;
  if (entry.kind === "hidden" || known?.kind === "hidden")
    return <SecretField {...control} lines={entry.format === "lines"} />;
  if (entry.kind === "date" && isDay(control.value)) return <DayField {...control} />;
  return entry.format === "lines" ? <LinesField {...control} /> : <TextField {...control} />;
}

/** What an import wrote otherwise stays a text. */
const isDay = (value: string): boolean => value === "" || /^\d{4}-\d{2}-\d{2}$/.test(value);

interface ControlProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function MonthField({ value, onChange, ...rest }: ControlProps & { readonly maxChars: number }) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: string } | null>(null);
  // A value that came from elsewhere, as from a draft, counts more than what was typed for another one.
  const text = typed?.value === value ? typed.text : showMonth(value);
  return (
    <TextField
      {...rest}
      autoComplete="off"
      hint={itemScreenTexts().kind.monthHint}
      value={text}
      onChange={(next) => {
        const month = parseMonth(next);
        const read = month ? writeMonth(month) : next;
        setTyped({ text: next, value: read });
        onChange(read);
      }}
    />
  );
}

function DayField({ label, value, error, onChange }: ControlProps) {
  return (
    <Field label={label} error={error}>
      {(parts) => (
        <input
          {...parts}
          className="input"
          type="date"
          value={value}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function SecuritySelect({ label, value, error, onChange }: ControlProps) {
  const known = readWifiSecurity(value);
  // Another word, such as "802.1X", stays unchanged.
  const isOther = value !== "" && known === "";
  return (
    <Field label={label} error={error}>
      {(parts) => (
        <select
          {...parts}
          className="input"
          value={isOther ? value : known}
          onChange={(event) => onChange(event.target.value)}
        >
          {(["", ...WIFI_SECURITIES] as const).map((each) => (
            <option key={each} value={each}>
              {itemScreenTexts().kind.securities[each]}
            </option>
          ))}
          {isOther && <option value={value}>{value}</option>}
        </select>
      )}
    </Field>
  );
}
