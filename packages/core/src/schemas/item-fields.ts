import { z } from "zod";
import { CUSTOM_FIELD_KINDS, type CustomField, type ListedField } from "../items/custom-fields.ts";
import type { FieldType } from "../items/field-table.ts";
import {
  entryOf,
  FIELD_NAMES,
  type FieldName,
  type FieldValues,
  LATER_FIELDS,
  type LaterValues,
  LISTED_FIELDS,
  type ListedValues,
  mapFields,
  NOTED_FIELDS,
  type NotedValues,
  PRESENCES,
  type Presences,
  V1_FIELDS,
  type V1Values,
  type ValueByType,
} from "../items/fields.ts";
import { KIND_FIELD_IDS } from "../items/kind-fields.ts";
import { KIND_NAMES } from "../items/kinds.ts";
import { normalizeTotp } from "../otp/normalize-totp.ts";
import { OTP_PROBLEMS } from "../otp/otpauth.ts";
import { LIMITS } from "../rules/limits.ts";
import { isVisible } from "../rules/text.ts";
import { instant } from "./ids.ts";
import { tags } from "./tags.ts";
import { sentText } from "./text.ts";

/** Taken and answered as it is. */
type Plain<Value> = z.ZodType<Value, Value>;
interface Limits {
  readonly maxChars: number;
  readonly maxEntries: number;
}

const text = (name: string, max: number): z.ZodString =>
  sentText(name).max(max, `${name} has at most ${max} characters.`);

const urls = (name: string, { maxChars, maxEntries }: Limits) =>
  z
    .array(
      sentText("A website")
        .min(1, "A website is empty.")
        .max(maxChars, `A website has at most ${maxChars} characters.`),
      `${name} must be a list of websites.`,
    )
    .max(maxEntries, `An item has at most ${maxEntries} more websites.`);

/** An otpauth:// URI or a secret in base32, of which the URI in its normal form is kept; "": no one-time code. */
const oneTimeCode = (name: string, { maxChars }: Pick<Limits, "maxChars">) =>
  text(name, maxChars).transform((given, context) => {
    const read = normalizeTotp(given);
    if (read.ok) return read.uri;
    context.addIssue({ code: "custom", message: OTP_PROBLEMS[read.problem] });
    return z.NEVER;
  });

const isoDate = z.iso.date();

const fieldId = z.enum(KIND_FIELD_IDS, "No kind of item has a field with this id.").optional();

const customField = z
  .strictObject({
    id: fieldId,
    name: sentText("A field's name")
      .refine(isVisible, "A field needs a name.")
      .max(
        LIMITS.customFieldNameChars,
        `A field's name has at most ${LIMITS.customFieldNameChars} characters.`,
      ),
    kind: z.enum(CUSTOM_FIELD_KINDS, "A field's kind must be text, hidden or date."),
    value: sentText("A field's value").max(
      LIMITS.customFieldValueChars,
      `A field's value has at most ${LIMITS.customFieldValueChars} characters.`,
    ),
  })
  .refine(({ kind, value }) => kind !== "date" || value === "" || isoDate.safeParse(value).success, {
    path: ["value"],
    message: "Write a date as year-month-day, such as 2027-03-31.",
  }) satisfies Plain<CustomField>;

/** In the order in which they are shown; two may have the same name. */
const customFields = (name: string, { maxEntries }: Pick<Limits, "maxEntries">) =>
  z
    .array(customField, `${name} must be a list.`)
    .max(maxEntries, `An item has at most ${maxEntries} custom fields.`);

/** What a field takes. */
function takenBy(name: FieldName): z.ZodType {
  const entry = entryOf(name);
  switch (entry.type) {
    case "text":
    case "lines":
      return text(name, entry.maxChars);
    case "oneTimeCode":
      return oneTimeCode(name, entry);
    case "urls":
      return urls(name, entry);
    case "tags":
      return tags;
    case "customFields":
      return customFields(name, entry);
    case "kind":
      return z.enum(KIND_NAMES, `${name} must be one of: ${KIND_NAMES.join(", ")}.`);
    case "flag":
      return z.boolean(`${name} must be true or false.`);
    case "instant":
    case "device":
    case "source":
      return ANSWERED[entry.type];
  }
}

const ofField = { id: fieldId, name: z.string(), kind: z.enum(CUSTOM_FIELD_KINDS) };
const shownField = z.object({ ...ofField, value: z.string() });
const listedField: Plain<ListedField> = z.object({ ...ofField, value: z.string().nullable() });

/** What is answered of a field of each type. */
const ANSWERED: { readonly [Type in FieldType]: Plain<ValueByType[Type]> } = {
  text: z.string(),
  lines: z.string(),
  oneTimeCode: z.string(),
  urls: z.array(z.string()),
  tags: z.array(z.string()),
  customFields: z.array(shownField),
  kind: z.enum(KIND_NAMES),
  flag: z.boolean(),
  instant: instant.nullable(),
  device: z.string(),
  source: z.object({ format: z.string(), id: z.string(), batch: z.int(), digest: z.string() }).nullable(),
};

const listedBy = (name: FieldName): z.ZodType => {
  const { type } = entryOf(name);
  return type === "customFields" ? z.array(listedField) : ANSWERED[type];
};

type Shape<Values> = { [Name in keyof Values]: Plain<Values[Name]> };

function shapeOf<Values>(names: readonly FieldName[], make: (name: FieldName) => z.ZodType): Shape<Values>;
function shapeOf(names: readonly FieldName[], make: (name: FieldName) => z.ZodType): object {
  return mapFields(names, make);
}

/** What a person writes, as it is taken. */
const takenOfV1 = shapeOf<V1Values>(V1_FIELDS, takenBy);
const takenLater = shapeOf<LaterValues>(LATER_FIELDS, takenBy);
export const writtenFields = { ...takenOfV1, ...takenLater };

/** The same of a new item. */
export const newFields = { ...emptyUnlessGiven(takenOfV1), ...z.object(takenLater).partial().shape };

function emptyUnlessGiven<Taken extends Shape<Record<string, string>>>(
  taken: Taken,
): { [Name in keyof Taken]: z.ZodDefault<Taken[Name]> };
function emptyUnlessGiven(taken: Shape<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(taken).map(([name, schema]) => [name, schema.default("")]));
}

/** What the server notes of a write. */
export const notedFields = shapeOf<NotedValues>(NOTED_FIELDS, takenBy);

/** Every field, as it is answered. */
export const answeredFields = shapeOf<FieldValues>(FIELD_NAMES, (name) => ANSWERED[entryOf(name).type]);

/** What a list shows of the fields. */
export const listedFields = {
  ...shapeOf<ListedValues>(LISTED_FIELDS, listedBy),
  ...presencesShape(),
};

function presencesShape(): Shape<Presences>;
function presencesShape(): object {
  return Object.fromEntries(PRESENCES.map(({ presence }) => [presence, z.boolean()]));
}
