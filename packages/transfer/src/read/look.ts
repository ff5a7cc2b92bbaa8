import type { Table } from "../parse/table.ts";
import type { ZipFiles } from "../parse/zip.ts";

/** What the file is by its first look, before any reader: its shape, parsed once for all recognisers. `decoding`: what the report says of the text's encoding. */
export type Look =
  | { readonly shape: "binary"; readonly bytes: Uint8Array }
  | { readonly shape: "zip"; readonly files: ZipFiles }
  | { readonly shape: "json"; readonly value: unknown; readonly decoding: readonly string[] }
  | {
      readonly shape: "xml";
      readonly root: string;
      readonly text: string;
      readonly decoding: readonly string[];
    }
  | { readonly shape: "lines"; readonly lines: readonly string[]; readonly decoding: readonly string[] }
  | { readonly shape: "table"; readonly table: Table };
