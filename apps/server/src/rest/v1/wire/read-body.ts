import { FIRST_ISSUE_ONLY } from "@opp/core/schemas/parse-at-once";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { JsonBody } from "../../../http/json-body.ts";
import { isEmpty, isObject } from "./json-values.ts";
import { V1Refusal } from "./refusal.ts";

/**
 * Reads a body as its schema says, in v1's order: whether there is one, whether each field is there and is a list where it should
 * be one, then the values, of which the first that is wrong is named. The schema's own texts are what is said of it.
 * @param body undefined: none came.
 * @param malformed what is said instead of any of this; a body that is no JSON is told as everywhere.
 * @throws V1Refusal; and for a value past a limit, which v1 didn't have, what a procedure throws.
 */
export function readBody<Body extends z.ZodObject>(
  schema: Body,
  body: unknown,
  malformed?: V1Refusal,
): z.output<Body> {
  const sent = valueOf(body);
  if (!malformed) checkForm(schema, sent);
  const { data, error } = schema.safeParse(isObject(sent) ? sent : {}, {
    ...FIRST_ISSUE_ONLY,
    error: sayLimit,
  });
  if (!error) return data;
  if (malformed) throw malformed;
  const [issue] = error.issues;
  if (issue?.code === "too_big") throw new TRPCError({ code: "BAD_REQUEST", cause: error });
  throw V1Refusal.badRequest(issue?.message ?? "Bad Request");
}

function sayLimit({ code, origin, maximum, path }: z.core.$ZodRawIssue): string | undefined {
  if (code !== "too_big") return undefined;
  return `${String(path?.at(-1))} has at most ${maximum} ${origin === "array" ? "entries" : "characters"}.`;
}

function checkForm({ shape }: z.ZodObject, sent: unknown): void {
  if (isEmpty(sent)) throw V1Refusal.badRequest("Missing payload!");
  for (const [name, field] of Object.entries(shape)) {
    // A text, a number or a list has none of the fields.
    const value: unknown = isObject(sent) && Object.hasOwn(sent, name) ? Reflect.get(sent, name) : undefined;
    if (value === undefined) {
      if (z.safeParse(field, undefined).success) continue;
      throw V1Refusal.badRequest(`Required payload object '${name}' is missing!`);
    }
    const isList = field instanceof z.ZodArray;
    if (Array.isArray(value) !== isList)
      throw V1Refusal.badRequest(`'${name}' object should ${isList ? "" : "not "}be in list form!`);
  }
}

function valueOf(body: unknown): unknown {
  try {
    if (!(body instanceof JsonBody)) throw new SyntaxError("There is no body.");
    return body.value();
  } catch {
    throw V1Refusal.badRequest("Bad Request", "The body is empty, or not JSON.");
  }
}
