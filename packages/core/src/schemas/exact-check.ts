import { z } from "zod";

type Fits = (value: unknown) => boolean;

/**
 * Answers whether a value already is what the schema's parse would make of it: every field there and of its kind, none too many. To
 * learn that without a copy of ten thousand items takes a tenth of the parse's time. null for a schema with anything in it
 * that this doesn't know; it knows what answers are made of.
 */
export function exactCheck(schema: unknown): Fits | null {
  if (schema instanceof z.ZodObject) return exactObject(schema);
  if (schema instanceof z.ZodArray) return exactArray(schema);
  if (schema instanceof z.ZodNullable) {
    const fits = exactCheck(schema.unwrap());
    return fits && ((value) => value === null || fits(value));
  }
  if (schema instanceof z.ZodNumberFormat) return exactInteger(schema);
  if (schema instanceof z.ZodEnum) {
    const options = new Set<unknown>(schema.options);
    return (value) => options.has(value);
  }
  if (schema instanceof z.ZodString) return hasChecks(schema) ? null : (value) => typeof value === "string";
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === "boolean";
  return null;
}

function exactObject(schema: z.ZodObject): Fits | null {
  // Strict and loose ones have a say about the fields that they don't name.
  if (hasChecks(schema) || schema.def.catchall !== undefined) return null;
  const fields: (readonly [name: string, fits: Fits])[] = [];
  const optional: typeof fields = [];
  for (const [name, field] of Object.entries(schema.shape)) {
    const isOptional = field instanceof z.ZodOptional;
    const fits = exactCheck(isOptional ? field.unwrap() : field);
    if (!fits) return null;
    (isOptional ? optional : fields).push([name, fits]);
  }
  return (value) => {
    if (!isObject(value)) return false;
    let names = 0;
    for (const _ in value) names += 1;
    let known = fields.length;
    for (const [name, fits] of optional) {
      if (!Object.hasOwn(value, name)) continue;
      if (value[name] !== undefined && !fits(value[name])) return false;
      known += 1;
    }
    if (names !== known) return false;
    for (const [name, fits] of fields) if (!fits(value[name])) return false;
    return true;
  };
}

function exactArray(schema: z.ZodArray): Fits | null {
  const fits = hasChecks(schema) ? null : exactCheck(schema.element);
  if (!fits) return null;
  return (value) => {
    if (!Array.isArray(value)) return false;
    // Not by `every`, which passes over holes.
    for (const part of value) if (!fits(part)) return false;
    return true;
  };
}

function exactInteger(schema: z.ZodNumberFormat): Fits | null {
  if (schema.format !== "safeint") return null;
  let least = Number.MIN_SAFE_INTEGER;
  for (const check of schema.def.checks ?? []) {
    if (!(check instanceof z.core.$ZodCheckGreaterThan)) return null;
    const { value, inclusive } = check._zod.def;
    if (typeof value !== "number" || !inclusive) return null;
    least = Math.max(least, value);
  }
  return (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}

const hasChecks = (schema: z.ZodType): boolean => (schema.def.checks ?? []).length > 0;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
