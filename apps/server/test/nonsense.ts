import { appRouter } from "@opp/api/routers/app-router";
import fc from "fast-check";
import { z } from "zod";

export interface ProcedureWithInput {
  readonly name: string;
  readonly schema: z.ZodType;
}

/** Every procedure of the router that takes an input. */
export function proceduresWithInput(): ProcedureWithInput[] {
  return Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) => {
    const { inputs } = (procedure as unknown as { _def: { inputs: z.ZodType[] } })._def;
    const [schema] = inputs;
    return schema ? [{ name, schema }] : [];
  });
}

type Json = z.core.JSONSchema.JSONSchema;

/** Inputs of the shape that a schema wants; its finer rules may still refuse some. */
export const inputsOf = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  ofShape(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));

function ofShape(shape: Json): fc.Arbitrary<unknown> {
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => ofShape(choice)));
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  switch (shape.type) {
    case "object":
      return ofObject(shape);
    case "array":
      return fc.array(ofShape(shape.items as Json), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.min(3, shape.maxItems ?? 3),
      });
    case "string":
      return ofString(shape);
    case "integer":
    case "number": {
      const min =
        shape.minimum ?? (typeof shape.exclusiveMinimum === "number" ? shape.exclusiveMinimum + 1 : -1000);
      return fc.integer({ min, max: Math.min(shape.maximum ?? min + 1000, min + 1000) });
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      throw new Error(`the walk can't feed ${JSON.stringify(shape)}`);
  }
}

function ofString({ pattern, minLength = 0, maxLength = 30 }: Json): fc.Arbitrary<string> {
  if (pattern?.startsWith("^\\P{"))
    return fc.string({ unit: "grapheme-ascii", maxLength: Math.min(maxLength, 8) });
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({
    unit: "grapheme-composite",
    minLength,
    maxLength: Math.min(maxLength, Math.max(30, minLength)),
  });
}

function ofObject(shape: Json): fc.Arbitrary<unknown> {
  const fields = Object.entries(shape.properties ?? {})
    // A field that may never be sent.
    .filter(([, field]) => (field as Json).not === undefined)
    .map(([name, field]) => [name, ofShape(field as Json)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: shape.required ?? [] });
}

const JUNK: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  "",
  "x",
  "1",
  "a\u0000b",
  "\ud800",
  "x".repeat(9000),
  "'; DROP TABLE items; --",
  [],
  [[]],
  {},
  { toString: 1, constructor: { prototype: 1 } },
  JSON.parse('{"__proto__":{"admin":true}}'),
];

type Break = (value: unknown) => unknown;

const breaks: fc.Arbitrary<Break> = fc.oneof(
  fc.constantFrom(...JUNK).map((junk) => () => junk),
  fc.jsonValue({ maxDepth: 3 }).map((junk) => () => junk),
  fc.constant<Break>((value) => [value]),
  fc.constant<Break>((value) => ({ value })),
  fc.constant<Break>((value) => (isRecord(value) ? { ...value, unknownField: 1 } : { unknownField: value })),
  fc.constant<Break>((value) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).slice(1)) : undefined,
  ),
  fc.constant<Break>((value) =>
    Array.isArray(value) ? [...(value as unknown[]), ...(value as unknown[])] : value,
  ),
);

/** Inputs of a schema's shape with one place of them broken; those that the schema takes nevertheless are left out. */
export const brokenInputsOf = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fc
    .tuple(inputsOf(schema), breaks, fc.nat())
    .map(([input, breakIt, place]) => breakAt(input, breakIt, place))
    .filter((input) => !schema.safeParse(asSent(input)).success);

/** What JSON makes of a value on its way. */
export const asSent = (value: unknown): unknown => {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Breaks the value itself, or goes down into one of its parts, as `place` says. */
function breakAt(value: unknown, breakIt: Break, place: number): unknown {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const choice = place % (keys.length + 1);
  const key = keys[choice - 1];
  if (key === undefined) return breakIt(value);
  const rest = Math.floor(place / (keys.length + 1));
  if (Array.isArray(value))
    return value.map((part, index) =>
      String(index) === key ? breakAt(part, breakIt, rest) : (part as unknown),
    );
  return { ...(value as object), [key]: breakAt(Reflect.get(Object(value), key), breakIt, rest) };
}
