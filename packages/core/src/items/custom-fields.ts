/** What a custom field can be. */
export const CUSTOM_FIELD_KINDS = ["text", "hidden", "date"] as const;
export type CustomFieldKind = (typeof CUSTOM_FIELD_KINDS)[number];

export interface CustomField {
  name: string;
  kind: CustomFieldKind;
  value: string;
}

/** As a list shows it: null stands for the value of a hidden one. */
export interface ListedField {
  name: string;
  kind: CustomFieldKind;
  value: string | null;
}

export const listField = ({ name, kind, value }: CustomField): ListedField => ({
  name,
  kind,
  value: kind === "hidden" ? null : value,
});
