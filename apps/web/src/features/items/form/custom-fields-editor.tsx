import type { CustomField } from "@opp/core/items/custom-fields";
import { CUSTOM_FIELD_KINDS } from "@opp/core/items/custom-fields";
import { LIMITS } from "@opp/core/rules/limits";
import { useRef, useState } from "react";
import { positioned } from "../../../base/positions.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { TextBox, useTextBox } from "../../../ui/text-box.tsx";

interface CustomFieldsEditorProps {
  readonly fields: readonly CustomField[];
  /** Whether the item can have no further one. */
  readonly isFull: boolean;
  /** The errors of each field, by position. */
  readonly wrong: readonly {
    readonly name?: string | undefined;
    readonly value?: string | undefined;
  }[];
  readonly onChange: (fields: CustomField[]) => void;
}

/** Custom fields: name, kind and value, in the order shown. */
export function CustomFieldsEditor({ fields, isFull, wrong, onChange }: CustomFieldsEditorProps) {
  const list = useRef<HTMLOListElement>(null);
  const focus = (index: number, what: string) =>
    requestAnimationFrame(() =>
      list.current?.children[index]?.querySelector<HTMLElement>(`[data-part="${what}"]`)?.focus(),
    );
  const change = (index: number, part: Partial<CustomField>) =>
    onChange(fields.map((field, at) => (at === index ? { ...field, ...part } : field)));
  const move = (from: number, to: number, button: string) => {
    const next = [...fields];
    const [moved] = next.splice(from, 1);
    if (!moved) return;
    next.splice(to, 0, moved);
    onChange(next);
    focus(to, button);
  };

  return (
    <fieldset className="grid gap-3">
      <legend className="field-label mb-2">{itemScreenTexts().fields.title}</legend>
      <ol ref={list} className="grid gap-3 empty:hidden">
        {positioned(fields).map(({ value: field, position: index }) => (
          <li key={index} className="own-field">
            <FieldRow
              field={field}
              position={index + 1}
              wrong={wrong[index] ?? {}}
              onChange={(part) => change(index, part)}
            />
            <div className="flex justify-end">
              <IconButton
                icon="up"
                data-part="up"
                label={itemScreenTexts().fields.up(field.name, index + 1)}
                disabled={index === 0}
                onClick={() => move(index, index - 1, index === 1 ? "down" : "up")}
              />
              <IconButton
                icon="down"
                data-part="down"
                label={itemScreenTexts().fields.down(field.name, index + 1)}
                disabled={index === fields.length - 1}
                onClick={() => move(index, index + 1, index === fields.length - 2 ? "up" : "down")}
              />
              <IconButton
                icon="trash"
                label={itemScreenTexts().fields.remove(field.name, index + 1)}
                onClick={() => {
                  onChange(fields.filter((_, at) => at !== index));
                  document.getElementById(ADD)?.focus();
                }}
              />
            </div>
          </li>
        ))}
      </ol>
      {!isFull && (
        <Button
          id={ADD}
          look="quiet"
          icon="plus"
          className="-ms-3.5 justify-self-start"
          onClick={() => {
            onChange([...fields, { name: "", kind: "text", value: "" }]);
            focus(fields.length, "name");
          }}
        >
          {itemScreenTexts().fields.add}
        </Button>
      )}
    </fieldset>
  );
}

interface FieldRowProps {
  readonly field: CustomField;
  readonly position: number;
  readonly wrong: { readonly name?: string | undefined; readonly value?: string | undefined };
  readonly onChange: (part: Partial<CustomField>) => void;
}

function FieldRow({ field, position, wrong, onChange }: FieldRowProps) {
  const [shown, setShown] = useState(false);
  const { name, kind, value } = field;
  const isMasked = kind === "hidden" && !shown;
  const nameBox = useTextBox({
    value: name,
    onChange: (next) => onChange({ name: next }),
    maxChars: LIMITS.customFieldNameChars,
  });
  const valueBox = useTextBox({
    value,
    onChange: (next) => onChange({ value: next }),
    maxChars: LIMITS.customFieldValueChars,
    lines: true,
  });
  const shownWrong = { name: nameBox.problem ?? wrong.name, value: valueBox.problem ?? wrong.value };
  const describe = (part: "name" | "value") => ({
    "aria-invalid": shownWrong[part] ? (true as const) : undefined,
    "aria-describedby": shownWrong[part] ? `field-${position}-${part}-error` : undefined,
  });
  return (
    <>
      <div className="own-field-head">
        <TextBox
          box={nameBox.box}
          className="input"
          data-part="name"
          placeholder={itemScreenTexts().fields.name}
          aria-label={itemScreenTexts().fields.nameOf(position)}
          {...describe("name")}
          autoComplete="off"
        />
        <select
          className="input"
          value={kind}
          aria-label={itemScreenTexts().fields.kindOf(name, position)}
          onChange={(event) => {
            const next = CUSTOM_FIELD_KINDS.find((each) => each === event.target.value) ?? "text";
            onChange({ kind: next, ...(next === "date" && !ISO_DAY.test(value) && { value: "" }) });
          }}
        >
          {CUSTOM_FIELD_KINDS.map((each) => (
            <option key={each} value={each}>
              {itemScreenTexts().fields.kinds[each]}
            </option>
          ))}
        </select>
      </div>
      <Wrong id={`field-${position}-name-error`} text={shownWrong.name} />
      <div className={`input-group ${kind === "hidden" ? "input-group-1" : ""}`}>
        {kind === "date" ? (
          <input
            className="input"
            type="date"
            value={value}
            aria-label={itemScreenTexts().fields.valueOf(name, position)}
            {...describe("value")}
            autoComplete="off"
            onChange={(event) => onChange({ value: event.target.value })}
          />
        ) : (
          <TextBox
            box={valueBox.box}
            className={`input ${kind === "hidden" && shown ? "input-secret" : ""}`}
            masked={isMasked}
            placeholder={itemScreenTexts().fields.value}
            aria-label={itemScreenTexts().fields.valueOf(name, position)}
            {...describe("value")}
            autoComplete={kind === "hidden" ? "new-password" : "off"}
          />
        )}
        {kind === "hidden" && (
          <div className="input-actions">
            <IconButton
              icon={shown ? "hide" : "eye"}
              label={shown ? texts.secret.hide(name) : texts.secret.show(name)}
              onClick={() => setShown(!shown)}
            />
          </div>
        )}
      </div>
      <Wrong id={`field-${position}-value-error`} text={shownWrong.value} />
    </>
  );
}

function Wrong({ id, text }: { id: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p className="field-error" id={id} role="alert">
      <Icon name="warn" size={16} />
      {text}
    </p>
  );
}

const ADD = "add-field";
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
