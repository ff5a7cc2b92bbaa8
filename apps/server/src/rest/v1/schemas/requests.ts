import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { mapFields, V1_FIELDS } from "@opp/core/items/fields";
import { LIMITS } from "@opp/core/rules/limits";
import { hasChars as countsChars } from "@opp/core/rules/secrets";
import { z } from "zod";
import { ID_DIGITS } from "../wire/ids.ts";
import { isEmpty } from "../wire/json-values.ts";
import { generatorOptions } from "./generator-options.ts";

// What v1 takes: each body once. A request is read with these (read-body.ts), what they say is what its clients are told, and the
// document of the API is made of them. What has no text here is the procedures' to refuse.

const SHORT_PASSWORD = `Password must be at least ${LIMITS.passwordMinChars} characters long!`;
const SHORT_PASSPHRASE = `Passphrase must be at least ${LIMITS.passphraseMinChars} characters long!`;
export const CANNOT_ADD = "Unable to add new items to the database!";
export const CANNOT_UPDATE = "Unable to update items in the database!";
export const INVALID_ITEM = "Invalid item data in list!";

const hasChars = (least: number) => (text: string) => countsChars(text, least);

const notText = (name: string) => `Input '${name}' parameter is not text!`;

/** A text of the account's. null is as good as an empty one. */
function input(name: string) {
  const empty = `Input '${name}' parameter is empty!`;
  const text = z.string({
    error: (issue) => (issue.input === null ? empty : notText(name)),
  });
  return text.refine((given) => !isBlank(given), empty).meta({ minLength: 1 });
}

/** v1 treated a text of spaces as empty. */
const isBlank = (text: string) => text.trim() === "";

/** Left out, null or only spaces: it isn't wanted. */
const optionalInput = (name: string) =>
  z.string(notText(name)).transform((text) => (isBlank(text) ? "" : text));

type Fault = z.core.$ZodRawIssue;

/** What is said of a value that is wrong, but for one past a limit. */
const saying = (sentence: (fault: Fault) => string) => ({
  error: (fault: Fault) => (fault.code === "too_big" ? undefined : sentence(fault)),
});

/** Nothing is looked at after it, in a list neither. */
const LAST = { abort: true };

/** `1` or `"1"`. */
const sentId = (sayings: ReturnType<typeof saying>) =>
  z
    .union([z.int(sayings).positive(LAST), z.string(sayings).regex(ID_DIGITS, LAST)], sayings)
    .transform(Number);

const idInList = (of: "item" | "category") =>
  sentId(saying(({ input }) => `${faultOf(input, "Unknown")} ${of} id in list!`));

const categoryName = z
  .string(saying(({ input }) => `${faultOf(input, "Invalid")} category name in list!`))
  .min(1)
  .max(LIMITS.categoryNameChars);

const faultOf = (value: unknown, other: string): string =>
  value === undefined ? "Missing" : isEmpty(value) ? "Empty" : other;

const itemText = (maxChars: number) =>
  z
    .string(saying(() => INVALID_ITEM))
    .max(maxChars)
    .nullish();

const itemTexts = mapFields(V1_FIELDS, (name) => itemText(ITEM_FIELDS[name].maxChars));

const categoryOfItem = (refusal: string) =>
  sentId(saying(() => refusal))
    .nullish()
    .describe("null or left out: none.");

const anythingButAList = z.union([z.boolean(), z.number(), z.string(), z.null(), z.looseObject({})]);
const generated = {
  auto_pass: anythingButAList.optional().describe("Only true asks for generated passwords."),
  unique: anythingButAList.optional().describe("true: one for each item; else one for all."),
  genopts: z
    .union([generatorOptions, anythingButAList])
    .optional()
    .describe("Looked at where auto_pass is true."),
};

const areDistinct = (rows: readonly { readonly id: number }[]) =>
  new Set(rows.map(({ id }) => id)).size === rows.length;

export const requests = {
  Credentials: z.object({
    username: z.string().min(1),
    password: z.string().min(1),
    exp_delta: z.unknown().optional().describe("Seconds; left out, null or odd: the server's default."),
  }),
  NewUser: z
    .object({
      username: input("username").meta({ maxLength: LIMITS.usernameChars }),
      password: input("password").meta({ minLength: LIMITS.passwordMinChars }),
      phrase: input("phrase")
        .refine(hasChars(LIMITS.passphraseMinChars), SHORT_PASSPHRASE)
        .meta({ minLength: LIMITS.passphraseMinChars }),
    })
    // v1 took any password, so what it says of the phrase comes first.
    .refine(({ password }) => hasChars(LIMITS.passwordMinChars)(password), SHORT_PASSWORD),
  UserChange: z.object({
    username: input("username"),
    password: input("password"),
    new_username: optionalInput("new_username").nullish(),
    new_password: optionalInput("new_password")
      .refine((text) => text === "" || hasChars(LIMITS.passwordMinChars)(text), SHORT_PASSWORD)
      .nullish(),
  }),
  UserProof: z.object({ username: input("username"), password: input("password") }),
  NewCategories: z.object({
    category_names: z.array(categoryName).min(1, "Empty category name list!").max(LIMITS.categoriesInOneCall),
  }),
  CategoryChanges: z.object({
    categories: z
      .array(z.object({ id: idInList("category"), name: categoryName }, "Missing category id in list!"))
      .max(LIMITS.categoriesInOneCall)
      .refine(areDistinct, "Duplicate category id in list!"),
  }),
  CategorySelection: z.object({
    ids: z.array(z.unknown()).min(1, "Empty category id list!").max(LIMITS.categoriesInOneCall),
    cascade: z.boolean("Invalid cascade value!").describe("true: their items go along."),
  }),
  NewItems: z.object({
    items: z
      .array(z.object({ ...itemTexts, category_id: categoryOfItem(CANNOT_ADD) }, INVALID_ITEM))
      .min(1, CANNOT_ADD)
      .max(LIMITS.manyRows),
    ...generated,
  }),
  ItemChanges: z.object({
    items: z
      .array(
        z.object(
          { id: idInList("item"), ...itemTexts, category_id: categoryOfItem(CANNOT_UPDATE) },
          "Missing item id in list!",
        ),
      )
      .max(LIMITS.manyRows)
      .refine(areDistinct, "Duplicate item id in list!"),
    ...generated,
  }),
  Selection: z.object({ ids: z.array(z.unknown()).max(LIMITS.manyRows) }),
};
export type RequestName = keyof typeof requests;
/** What PUT and POST have in common. */
export type SentItem = z.output<typeof requests.NewItems>["items"][number];
