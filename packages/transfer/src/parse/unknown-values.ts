/**
 * The values of a parsed JSON file, read without trust: a member may be missing, null or of another type. Nothing is lost by it: a number
 * where text is expected is its digits, an object is its JSON.
 */
export type UnknownRecord = Readonly<Record<string, unknown>>;

const NOTHING: UnknownRecord = Object.freeze(Object.create(null));

export const isRecord = (value: unknown): value is UnknownRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object, or one without members. */
export const record = (value: unknown): UnknownRecord => (isRecord(value) ? value : NOTHING);

/** The list's elements; none of another value. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The list's elements, or those of an object; some programs number them. */
export const elements = (value: unknown): readonly unknown[] =>
  isRecord(value) ? Object.values(value) : list(value);

/** "" for null, undefined and what has no text. */
export function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value);
  return typeof value === "object" && value !== null ? compactJson(value) : "";
}

/** The first of the values that has text. */
export const firstText = (...values: readonly unknown[]): string =>
  values.map(text).find((value) => value !== "") ?? "";

/** A finite number, also one written as text; undefined: none. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export const flag = (value: unknown): boolean =>
  value === true ||
  (typeof value === "number" && value !== 0) ||
  (typeof value === "string" && /^(?:true|yes|y|1)$/i.test(value.trim()));

/** JSON without spaces, the members in the file's order. */
export const compactJson = (value: unknown): string => JSON.stringify(value) ?? "";

/** No value: null, undefined, "", an empty list or object. */
export const isBlank = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** In the year 5138: a larger number is in milliseconds. */
const LAST_SECOND = 1e11;

const asInstant = (milliseconds: number | undefined): number | undefined =>
  milliseconds !== undefined && milliseconds >= 0 && milliseconds <= 8.64e15
    ? Math.trunc(milliseconds)
    : undefined;

/** Seconds since 1970 as milliseconds; undefined: no such instant, 0 included, which programs write for "never". */
export function secondsInstant(value: unknown): number | undefined {
  const seconds = numberOf(value);
  if (!seconds) return isoInstant(value);
  return asInstant(seconds > LAST_SECOND ? seconds : seconds * 1000);
}

/** Milliseconds since 1970; undefined as in secondsInstant. */
export function millisecondsInstant(value: unknown): number | undefined {
  const milliseconds = numberOf(value);
  return milliseconds ? asInstant(milliseconds) : isoInstant(value);
}

/** An ISO 8601 text; without an offset it is UTC. */
export function isoInstant(value: unknown): number | undefined {
  if (typeof value !== "string") return;
  const match =
    /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?\s*$/i.exec(value);
  if (!match) return;
  const [, day = "", time = "00:00:00", offset = "Z"] = match;
  const instant = Date.parse(`${day}T${time}${offset.toUpperCase()}`);
  return asInstant(Number.isNaN(instant) ? undefined : instant);
}

/** The day of an instant in UTC, `YYYY-MM-DD`; "": it is outside of the four-digit years. */
export function utcDay(milliseconds: number): string {
  const date = new Date(milliseconds);
  const iso = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  return /^\d{4}-/.test(iso) ? iso.slice(0, 10) : "";
}

/** A real day written as `YYYY-M-D`, as `YYYY-MM-DD`; "": it isn't one. */
export function realDay(value: string): string {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value.trim());
  if (!match) return "";
  const [, year = "", month = "", day = ""] = match;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const instant = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant) && utcDay(instant) === iso ? iso : "";
}
