import type { Format } from "../formats.ts";
import type { Read } from "../model.ts";
import type { Look } from "./look.ts";

/** What the owner gives together with the file. null: none, which isn't "". */
export interface FileSecrets {
  readonly password: string | null;
  readonly keyFile: Uint8Array | null;
}

/** One for each format, in the list of readers.ts. It recognises by content and throws ImportRefusal; a bad row yields a notice. */
export interface Reader {
  readonly format: Format;
  readonly recognise: (look: Look) => boolean;
  readonly read: (look: Look, secrets: FileSecrets) => Read | Promise<Read>;
}
