import type { IncomingFile } from "../duplicates/incoming.ts";
import type { ImportTableChoices, ImportTablePreview } from "../schemas/imports.ts";

/** A file that someone imports, with what opens it. */
export interface FileToRead {
  /** The file in pieces, which add up to `bytes`. */
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
  /** A hint, where the content alone doesn't say what it is. */
  readonly fileName: string;
  /** null: what the content looks like. */
  readonly format: string | null;
  readonly password: string | null;
  readonly keyFile: Uint8Array | null;
  /** For a table that no program is known by; null: all is guessed. */
  readonly table: ImportTableChoices | null;
}

export type ReadFileAnswer =
  | {
      readonly outcome: "read";
      readonly file: IncomingFile;
      /** As people call the format. */
      readonly formatName: string;
      /** Of such a table, with secrets masked; null: it is another file. */
      readonly table: ImportTablePreview | null;
      /** Ends whatever still holds the contents of attachments. */
      readonly close: () => Promise<void>;
    }
  | { readonly outcome: "refused"; readonly reason: string; readonly about: string };

/** Reads another program's file. It isn't done here: no file can stop the process. @throws VaultError BUSY when too many wait. */
export type ReadImportFile = (file: FileToRead, signal: AbortSignalLike) => Promise<ReadFileAnswer>;

/** As much of the platform's AbortSignal as is needed; core is compiled without a platform's types. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
}
