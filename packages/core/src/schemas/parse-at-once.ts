import type { z } from "zod";
import { exactCheck } from "./exact-check.ts";

/**
 * For `parse`: to stop at the first thing that is wrong. It is zod's own, of its `validate`. To tell of each of a hundred thousand wrong
 * rows takes half a gigabyte.
 */
export const FIRST_ISSUE_ONLY = { jitless: false, abortEarly: true };

/** Of lists up to here, everything that is wrong is told. */
const FEW_ROWS = 1000;

/**
 * For schemas of large values. tRPC calls `parseAsync`, for which zod leaves its compiled path: three times the time for ten
 * thousand items. None of our schemas waits for anything, so both can run the synchronous parse. An answer that is already what the
 * parse would make of it is passed on as it is.
 */
export function parseAtOnce<Schema extends z.ZodType>(schema: Schema): Schema {
  const isExact = exactCheck(schema);
  const atOnce: Schema["parseAsync"] = async (value, context) => {
    if (isExact?.(value)) return value;
    return schema.parse(value, hasManyRows(value) ? { ...context, ...FIRST_ISSUE_ONLY } : context);
  };
  Object.defineProperty(schema, "parseAsync", { value: atOnce });
  return schema;
}

const hasManyRows = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).some((part) => Array.isArray(part) && part.length > FEW_ROWS);
