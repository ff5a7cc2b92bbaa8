import { knownInputs } from "@opp/core/generator/known-inputs";
import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { isKindFieldId, type KindFieldId, kindField } from "@opp/core/items/kind-fields";
import { splitFields } from "@opp/core/items/kind-values";
import { type KindPart, kindEntry, type PlacedBuiltIn } from "@opp/core/items/kinds";
import type { OtpProblem } from "@opp/core/otp/otpauth";
import type { ReactNode } from "react";
import type { ItemValues } from "../../../lib/session/draft.ts";
import { generatorTexts } from "../../../texts/generator-texts.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { LinesField, TextField } from "../../../ui/field.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { StrengthMeter } from "../../generator/strength-meter.tsx";
import { refusedFields } from "./item-values.ts";
import { KindFieldControl } from "./kind-field-control.tsx";
import { TotpField } from "./totp-field.tsx";
import { UrlFields } from "./url-fields.tsx";

interface LaidOutFieldsProps {
  readonly values: ItemValues;
  /** What the form began with. */
  readonly base: ItemValues;
  /** What was refused, by its path. */
  readonly wrong: Readonly<Record<string, string>>;
  readonly totpProblem: OtpProblem | null;
  /** The password has the focus. */
  readonly forPassword: boolean;
  readonly onChange: (change: Partial<ItemValues>) => void;
  readonly onGenerator: () => void;
}

const BUILT_IN = [
  "username",
  "account",
  "password",
  "totp",
  "url",
  "blob",
] as const satisfies readonly PlacedBuiltIn[];

/** The fields that the item's kind asks for, in its order; then those that have something, as under another kind before. */
export function LaidOutFields(props: LaidOutFieldsProps) {
  const { values, base } = props;
  const { layout } = kindEntry(values.kind);
  const isFilled = (name: PlacedBuiltIn) =>
    values[name] !== "" || base[name] !== "" || (name === "url" && values.moreUrls.length > 0);
  const strays = BUILT_IN.filter(
    (name) => name !== "blob" && !layout.includes(name) && (isFilled(name) || isAsked(name, props)),
  );
  return inRows([...layout, ...strays]).map((row) => {
    const controls = row.map((part) => <Part key={part} {...props} part={part} />);
    return row.length === 1 ? (
      controls
    ) : (
      <div key={row[0]} className="grid items-start gap-5 sm:grid-cols-2">
        {controls}
      </div>
    );
  });
}

const isAsked = (name: PlacedBuiltIn, { forPassword }: LaidOutFieldsProps): boolean =>
  name === "password" && forPassword;

/** Short fields that follow each other share a row. */
function inRows(parts: readonly KindPart[]): readonly (readonly [KindPart, ...KindPart[]])[] {
  const rows: [KindPart, ...KindPart[]][] = [];
  let before: KindPart | null = null;
  for (const part of parts) {
    const row = rows.at(-1);
    if (row && before !== null && isShort(part) && isShort(before)) row.push(part);
    else rows.push([part]);
    before = part;
  }
  return rows;
}

const isShort = (part: KindPart): boolean => {
  if (!isKindFieldId(part)) return part === "username" || part === "account";
  const { format } = kindField(part);
  return format !== "lines" && format !== "fingerprint";
};

function Part({ part, ...props }: LaidOutFieldsProps & { readonly part: KindPart }): ReactNode {
  return isKindFieldId(part) ? <OfKind {...props} id={part} /> : BUILT_IN_CONTROLS[part](props);
}

function OfKind({ id, values, wrong, onChange }: LaidOutFieldsProps & { readonly id: KindFieldId }) {
  const placed = splitFields(values.kind, values.fields).byId.get(id);
  const refused = placed && refusedFields(values, wrong)[placed.index];
  return (
    <KindFieldControl
      id={id}
      values={values}
      error={refused?.value ?? refused?.name}
      onChange={(fields) => onChange({ fields })}
    />
  );
}

const BUILT_IN_CONTROLS: Readonly<Record<PlacedBuiltIn, (props: LaidOutFieldsProps) => ReactNode>> = {
  username: ({ values, wrong, onChange }) => (
    <TextField
      label={texts.words.itemUsername}
      value={values.username}
      onChange={(username) => onChange({ username })}
      autoComplete="off"
      maxChars={ITEM_FIELDS.username.maxChars}
      error={wrong.username}
    />
  ),
  account: ({ values, wrong, onChange }) => (
    <TextField
      label={texts.words.account}
      value={values.account}
      onChange={(account) => onChange({ account })}
      autoComplete="off"
      maxChars={ITEM_FIELDS.account.maxChars}
      hint={values.kind === "bank" ? undefined : itemScreenTexts().form.accountHint}
      error={wrong.account}
    />
  ),
  password: ({ values, wrong, forPassword, onChange, onGenerator }) => (
    <SecretField
      label={texts.words.password}
      value={values.password}
      onChange={(password) => onChange({ password })}
      autoComplete="new-password"
      autoFocus={forPassword}
      maxChars={ITEM_FIELDS.password.maxChars}
      lines
      error={wrong.password}
      action={<IconButton icon="dice" label={generatorTexts().open} onClick={onGenerator} />}
      below={<StrengthMeter password={values.password} known={knownInputs(values)} />}
    />
  ),
  totp: ({ values, wrong, totpProblem, onChange }) => (
    <TotpField
      value={values.totp}
      problem={totpProblem}
      refused={wrong.totp}
      onChange={(totp) => onChange({ totp })}
    />
  ),
  url: ({ values, wrong, onChange }) => (
    <UrlFields url={values.url} moreUrls={values.moreUrls} wrong={wrong} onChange={onChange} />
  ),
  blob: ({ values, wrong, onChange }) => <NotesField values={values} wrong={wrong} onChange={onChange} />,
};

export const NotesField = ({
  values,
  wrong,
  onChange,
}: Pick<LaidOutFieldsProps, "values" | "wrong" | "onChange">) => (
  <LinesField
    label={texts.words.blob}
    value={values.blob}
    onChange={(blob) => onChange({ blob })}
    maxChars={ITEM_FIELDS.blob.maxChars}
    error={wrong.blob}
  />
);
