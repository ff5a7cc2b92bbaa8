import { mapFields, V1_FIELDS } from "@opp/core/items/fields";
import { answeredId as id } from "@opp/core/schemas/ids";
import { z } from "zod";

// What v1 answers, for its document. A test holds the golden pairs against them.

const category = z.strictObject({
  id,
  name: z.string(),
  sort_id: z.int(),
  damaged: z.literal(true).optional(),
});
const item = {
  id,
  ...mapFields(V1_FIELDS, () => z.string()),
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
export type AnswerName = keyof typeof answers;
