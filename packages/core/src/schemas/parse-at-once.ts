import type { z } from "zod";
import { exactCheck } from "./exact-check.ts";

/**
 * For `parse`: to stop at the first thing that is wrong. It is zod's own, of its `validate`. To tell of each of a hundred thousand wrong
 * rows takes half a gigabyte.
 */
export const FIRST_ISSUE_ONLY = { jitless: false, abortEarly: true };

/** Of lists up to here, everything that is wrong is told. */
const FEW_ROWS = 1000;
/** Of everything that it holds: rows may hold lists. */
const FEW_VALUES = 30_000;

/** Rows checked in one turn of the event loop: some milliseconds. */
const ROWS_AT_ONCE = 10_000;

/**
 * For schemas of large values. tRPC calls `parseAsync`, for which zod leaves its compiled path: three times the time for ten
 * thousand items. None of our schemas waits for anything, so both can run the synchronous parse. An answer that is already what the
 * parse would make of it is passed on as it is.
 */
export function parseAtOnce<Schema extends z.ZodType>(schema: Schema): Schema {
  const isExact = exactCheck(schema);
  const atOnce: Schema["parseAsync"] = async (value, context) => {
    if (isExact && (await isExactInTurns(isExact, value))) return value;
    return schema.parse(value, isLarge(value) ? { ...context, ...FIRST_ISSUE_ONLY } : context);
  };
  Object.defineProperty(schema, "parseAsync", { value: atOnce });
  return schema;
}

/** The exact check looks at each row by itself, so a long list may be checked in parts. */
async function isExactInTurns(isExact: (value: unknown) => boolean, value: unknown): Promise<boolean> {
  const lists = Object.entries(Object(value)).filter(
    (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > ROWS_AT_ONCE,
  );
  if (lists.length === 0) return isExact(value);
  const rest = { ...Object(value), ...Object.fromEntries(lists.map(([name]) => [name, []])) };
  if (!isExact(rest)) return false;
  for (const [name, rows] of lists) {
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      await new Promise((resolve) => setTimeout(resolve));
      if (!isExact({ ...rest, [name]: rows.slice(at, at + ROWS_AT_ONCE) })) return false;
    }
  }
  return true;
}

function isLarge(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const parts: unknown[] = Object.values(value);
  return parts.some((part) => Array.isArray(part) && part.length > FEW_ROWS) || countOf(value) > FEW_VALUES;
}

/** How many values it holds, as far as FEW_VALUES goes. */
function countOf(value: unknown): number {
  const left: unknown[] = [value];
  let count = 0;
  for (let next = left.pop(); left.length > 0 || next !== undefined; next = left.pop()) {
    count += 1;
    if (typeof next !== "object" || next === null) continue;
    const parts: unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (count + left.length + parts.length > FEW_VALUES) return count + left.length + parts.length;
    left.push(...parts);
  }
  return count;
}
