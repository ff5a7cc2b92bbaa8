import type { KindFieldId } from "./kind-fields.ts";

/** What a custom field can be. */
export const CUSTOM_FIELD_KINDS = ["text", "hidden", "date"] as const;
export type CustomFieldKind = (typeof CUSTOM_FIELD_KINDS)[number];

export interface CustomField {
  /** Which of the kinds' fields it is (kind-fields.ts); left out: a person's own. */
  id?: KindFieldId | undefined;
  name: string;
  kind: CustomFieldKind;
  value: string;
}

/** As a list shows it: null stands for the value of a hidden one. */
export interface ListedField {
  id?: KindFieldId | undefined;
  name: string;
  kind: CustomFieldKind;
  value: string | null;
}

export const listField = ({ value, ...field }: CustomField): ListedField => ({
  ...field,
  value: field.kind === "hidden" ? null : value,
});
