import { categoryRecord } from "@opp/core/schemas/categories";
import { answeredId } from "@opp/core/schemas/ids";
import { itemRecord } from "@opp/core/schemas/items";
import { LIMITS } from "@opp/core/schemas/limits";
import { z } from "zod";

// What v1 takes and answers, of the same schemas as the procedures behind it. The document of the API is made of these, and a test
// holds v1's golden pairs against them: what is refused for its form doesn't fit, what succeeds does.

const { name, url, account, username, password, blob } = itemRecord.shape;
const id = answeredId;
/** An id as clients send it. */
const sentId = z.union([z.int().positive(), z.string().regex(/^[1-9]\d*$/)]);
const categoryId = sentId.nullish().describe("null or left out: none.");

const itemTexts = {
  name: name.nullish(),
  url: url.nullish(),
  account: account.nullish(),
  username: username.nullish(),
  password: password.nullish(),
  blob: blob.nullish(),
};
const anythingButAList = z.union([z.boolean(), z.number(), z.string(), z.null(), z.looseObject({})]);
const generated = {
  auto_pass: anythingButAList.optional().describe("Only true asks for generated passwords."),
  unique: anythingButAList.optional().describe("true: one for each item; else one for all."),
  genopts: z
    .looseObject({
      numChars: z.int().min(8).max(100).nullish(),
      min_length: z.int().min(5).max(15).nullish(),
      max_length: z.int().min(5).max(20).nullish(),
      valid_chars: z.string().nullish().describe("A class of characters, such as [a-zA-Z0-9]."),
      delimiter: z.string().max(8).nullish(),
    })
    .optional(),
};

const someText = z.string().min(1);
export const requests = {
  Credentials: z.looseObject({
    username: someText,
    password: someText,
    exp_delta: z.unknown().optional().describe("Seconds; left out, null or odd: the server's default."),
  }),
  NewUser: z.looseObject({
    username: z.string().regex(/\S/).max(LIMITS.usernameChars),
    password: z.string().min(LIMITS.passwordMinChars),
    phrase: z.string().min(LIMITS.passphraseMinChars),
  }),
  UserChange: z.looseObject({
    username: someText,
    password: someText,
    new_username: z.string().nullish(),
    new_password: z.string().nullish(),
    phrase: z.string().nullish().describe("Where it isn't in x-opp-phrase."),
  }),
  UserProof: z.looseObject({ username: someText, password: someText }),
  NewCategories: z.looseObject({
    category_names: z.array(categoryRecord.shape.name).min(1).max(LIMITS.categoriesInOneCall),
  }),
  CategoryChanges: z.looseObject({
    categories: z.array(z.looseObject({ id: sentId, name: categoryRecord.shape.name })),
  }),
  CategorySelection: z.looseObject({
    ids: z.array(z.unknown()).min(1),
    cascade: z.boolean().describe("true: their items go along."),
  }),
  NewItems: z.looseObject({
    items: z
      .array(z.looseObject({ ...itemTexts, category_id: categoryId }))
      .min(1)
      .max(LIMITS.manyRows),
    ...generated,
  }),
  ItemChanges: z.looseObject({
    items: z.array(z.looseObject({ id: sentId, ...itemTexts, category_id: categoryId })).max(LIMITS.manyRows),
    ...generated,
  }),
  Selection: z.looseObject({ ids: z.array(z.unknown()) }),
};

const category = z.strictObject({
  id,
  name: z.string(),
  sort_id: z.int(),
  damaged: z.literal(true).optional(),
});
const item = {
  id,
  name: z.string(),
  url: z.string(),
  account: z.string(),
  username: z.string(),
  password: z.string(),
  blob: z.string(),
  damaged: z.literal(true).optional(),
};
const result = z.literal("success");
const noCategory = z.strictObject({ id: z.null() });

export const answers = {
  Health: z.strictObject({ status: z.string() }),
  Token: z.strictObject({ access_token: z.string().describe("A JWT with exp.") }),
  Success: z.strictObject({ result }),
  Categories: z.strictObject({ result, categories: z.array(category) }),
  Items: z.strictObject({
    result,
    items: z.array(z.strictObject({ ...item, sort_id: z.int(), category: z.union([category, noCategory]) })),
  }),
  ReplacedItems: z.strictObject({
    result,
    items: z.array(
      z.strictObject({ ...item, sort_id: z.null(), category: z.strictObject({ id: id.nullable() }) }),
    ),
  }),
  Vault: z.strictObject({
    result,
    categories: z.array(category),
    items: z.array(z.strictObject({ ...item, sort_id: z.int(), category_id: id.nullable() })),
  }),
  Refusal: z.union([
    z.strictObject({ status_code: z.int(), error: z.string(), description: z.string() }),
    z.strictObject({ error: z.string() }),
  ]),
};
