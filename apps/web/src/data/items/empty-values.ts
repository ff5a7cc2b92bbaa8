import { readFields, writtenOf } from "@opp/core/items/field-values";
import type { ItemValues } from "../../lib/session/draft.ts";

export const emptyValues = (categoryId: number | null): ItemValues => ({
  ...writtenOf(readFields(null)),
  categoryId,
});
