import type { DerivingTime } from "../derive/deriving-clock.ts";
import type { Format } from "../formats.ts";
import type { CategoryPath, Notice, Read, ReadAttachment, ReadItem } from "../model.ts";
import type { RefusalReason } from "../refusal.ts";
import type { TableChoices, TablePreview } from "../table-choices.ts";

/** What is asked of the child, after the file's bytes. */
export type ReadRequest =
  | {
      readonly ask: "read";
      readonly format: Format | null;
      readonly password: string | null;
      readonly keyFile: Uint8Array | null;
      readonly fileName: string | null;
      readonly table: TableChoices | null;
    }
  | { readonly ask: "items"; readonly from: number }
  | { readonly ask: "file"; readonly item: number; readonly file: number }
  | { readonly ask: "piece"; readonly stream: number };

/** To the child: the file in pieces, then numbered questions. */
export type ToChild =
  | { readonly file: "begin"; readonly bytes: number }
  | { readonly file: "piece"; readonly piece: Uint8Array }
  | { readonly number: number; readonly request: ReadRequest };

/** An item without the functions that read its files. */
export interface SentItem extends Omit<ReadItem, "attachments"> {
  readonly attachments?: readonly Omit<ReadAttachment, "read">[];
}

export interface ReadSummary {
  readonly format: Format;
  readonly categories: readonly CategoryPath[];
  readonly tree?: Read["tree"];
  readonly notices: readonly Notice[];
  readonly itemCount: number;
  /** Only for the format `csv`: what was guessed. */
  readonly table?: TablePreview;
}

export type ReadAnswer =
  | { readonly is: "read"; readonly summary: ReadSummary }
  | { readonly is: "items"; readonly items: readonly SentItem[] }
  | { readonly is: "file"; readonly stream: number }
  /** null: the file has ended. */
  | { readonly is: "piece"; readonly piece: Uint8Array | null }
  | { readonly is: "refused"; readonly reason: RefusalReason; readonly about: string }
  /** A mistake of the reader: where, without the error's words, which may quote the file. */
  | { readonly is: "failed"; readonly name: string; readonly frames: string };

export type FromChild =
  | { readonly beat: DerivingTime }
  | { readonly number: number; readonly answer: ReadAnswer };
