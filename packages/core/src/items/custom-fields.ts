/** What a field of one's own can be. Apart from the schemas, so that the browser has the list without zod. */
export const CUSTOM_FIELD_KINDS = ["text", "hidden", "date"] as const;
export type CustomFieldKind = (typeof CUSTOM_FIELD_KINDS)[number];
