import { V1Refusal } from "./refusal.ts";

/** The body of a request: a JSON object whose fields are not yet checked. */
export class Payload {
  readonly #fields: object;

  private constructor(fields: object) {
    this.#fields = fields;
  }

  /** @throws V1Refusal for what is no JSON, and for an empty value of any kind, unless that may be. */
  static parse(text: unknown, { mayBeEmpty = false } = {}): Payload {
    const value = parseJson(text);
    if (isEmpty(value) && !mayBeEmpty) throw V1Refusal.badRequest("Missing payload!");
    // A text, a number or a list has none of the fields that are asked for.
    return new Payload(isObject(value) ? value : {});
  }

  /** A field as it came; undefined where there is none. */
  any(name: string): unknown {
    return ownField(this.#fields, name);
  }

  /** A field that may be left out, and is anything but a list. */
  optional(name: string): unknown {
    const value = this.any(name);
    if (Array.isArray(value)) throw V1Refusal.badRequest(`'${name}' object should not be in list form!`);
    return value;
  }

  /** A field that must be there, and is anything but a list. */
  required(name: string): unknown {
    this.#require(name);
    return this.optional(name);
  }

  list(name: string): readonly unknown[] {
    this.#require(name);
    const value = this.any(name);
    if (!Array.isArray(value)) throw V1Refusal.badRequest(`'${name}' object should be in list form!`);
    return value;
  }

  #require(name: string): void {
    if (!Object.hasOwn(this.#fields, name))
      throw V1Refusal.badRequest(`Required payload object '${name}' is missing!`);
  }
}

/** What v1's own language holds for false: null, false, 0, and empty texts, lists and objects. */
export const isEmpty = (value: unknown): boolean =>
  !value || (typeof value === "object" && Object.keys(value).length === 0);

export const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field of the value's own; undefined where there is none, or the value is no object. */
export const ownField = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(typeof text === "string" ? text : "");
  } catch {
    throw V1Refusal.badRequest("Bad Request", "The body is empty, or not JSON.");
  }
}
