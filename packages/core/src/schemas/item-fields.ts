import { z } from "zod";
import { CUSTOM_FIELD_KINDS } from "../items/custom-fields.ts";
import { normalizeTotp } from "../otp/normalize-totp.ts";
import { OTP_PROBLEMS } from "../otp/otpauth.ts";
import { LIMITS } from "../rules/limits.ts";

/** Addresses beside the first one. */
export const moreUrls = z
  .array(
    z
      .string("An address must be text.")
      .min(1, "An address is empty.")
      .max(LIMITS.itemUrlChars, `An address has at most ${LIMITS.itemUrlChars} characters.`),
    "moreUrls must be a list of addresses.",
  )
  .max(LIMITS.itemMoreUrls, `An item has at most ${LIMITS.itemMoreUrls} more addresses.`);

/** An otpauth:// URI or a secret in base32, of which the URI in its normal form is kept; "": no one-time code. */
export const totp = z
  .string("totp must be text.")
  .max(LIMITS.itemTotpChars, `totp has at most ${LIMITS.itemTotpChars} characters.`)
  .transform((text, context) => {
    const read = normalizeTotp(text);
    if (read.ok) return read.uri;
    context.addIssue({ code: "custom", message: OTP_PROBLEMS[read.problem] });
    return z.NEVER;
  });

const isoDate = z.iso.date();

const customField = z
  .strictObject({
    name: z
      .string("A field's name must be text.")
      .min(1, "A field needs a name.")
      .max(
        LIMITS.customFieldNameChars,
        `A field's name has at most ${LIMITS.customFieldNameChars} characters.`,
      ),
    kind: z.enum(CUSTOM_FIELD_KINDS, "A field's kind is text, hidden or date."),
    value: z
      .string("A field's value must be text.")
      .max(
        LIMITS.customFieldValueChars,
        `A field's value has at most ${LIMITS.customFieldValueChars} characters.`,
      ),
  })
  .refine(({ kind, value }) => kind !== "date" || value === "" || isoDate.safeParse(value).success, {
    path: ["value"],
    message: "A date is written year-month-day, such as 2027-03-31.",
  });
export type CustomField = z.output<typeof customField>;

/** In the order in which they are shown; two may have the same name. */
export const customFields = z
  .array(customField, "fields must be a list.")
  .max(LIMITS.itemCustomFields, `An item has at most ${LIMITS.itemCustomFields} fields of your own.`);

const kind = z.enum(CUSTOM_FIELD_KINDS);
/** A field of one's own as it is answered. */
export const shownField = z.object({ name: z.string(), kind, value: z.string() });
/** As a list shows it: null stands for the value of a hidden one. */
export const listedField = z.object({ name: z.string(), kind, value: z.string().nullable() });
export type ListedField = z.output<typeof listedField>;
