import { checkJsonShape } from "./json-shape.ts";
import { parseJsonInTurns } from "./parse-json-in-turns.ts";

/** A request's body, parsed already. Each API words in its own way what isn't JSON. */
export class JsonBody {
  readonly isEmpty: boolean;
  readonly #parsed: { readonly value: unknown } | null;

  private constructor(isEmpty: boolean, parsed: { readonly value: unknown } | null) {
    this.isEmpty = isEmpty;
    this.#parsed = parsed;
  }

  /** @param bytes UTF-8. @throws HttpRefusal 400 or 413; see checkJsonShape. */
  static async parse(bytes: Buffer, maxValues: number): Promise<JsonBody> {
    await checkJsonShape(bytes, maxValues);
    try {
      return new JsonBody(bytes.length === 0, { value: await parseJsonInTurns(bytes) });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return new JsonBody(bytes.length === 0, null);
    }
  }

  /** @throws SyntaxError for what isn't JSON. */
  value(): unknown {
    if (this.#parsed === null) throw new SyntaxError("The body isn't JSON.");
    return this.#parsed.value;
  }
}
