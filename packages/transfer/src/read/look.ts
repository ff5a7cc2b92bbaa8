import type { Table } from "../parse/table.ts";

/** The files of a zip, by the central directory. Paths are checked; `read` counts while it inflates. */
export interface ZipFiles {
  readonly names: readonly string[];
  readonly read: (name: string, index?: number) => Promise<Uint8Array>;
}

/** What the file is by its first look, before any reader: its shape, parsed once for all recognisers. */
export type Look =
  | { readonly shape: "binary"; readonly bytes: Uint8Array }
  | { readonly shape: "zip"; readonly files: ZipFiles }
  | { readonly shape: "json"; readonly value: unknown }
  | { readonly shape: "xml"; readonly root: string; readonly text: string }
  | { readonly shape: "lines"; readonly lines: readonly string[] }
  | { readonly shape: "table"; readonly table: Table };
