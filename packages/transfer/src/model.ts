import type { IncomingFile, IncomingNotice } from "@opp/core/duplicates/incoming";
import type { Format } from "./formats.ts";
import type { TablePreview } from "./table-choices.ts";

// What readers yield is what core imports.
export type {
  IncomingAttachment as ReadAttachment,
  IncomingField as ReadField,
  IncomingItem as ReadItem,
  IncomingNotice as Notice,
  IncomingVersion as ReadVersion,
} from "@opp/core/duplicates/incoming";

/** A path from the top; []: no category. */
export type CategoryPath = readonly string[];

export type NoticeKind = IncomingNotice["kind"];

/** Order of categories and items is the file's; parents come first, each category once, empty ones too. */
export interface Read extends IncomingFile {
  readonly format: Format;
  /** Only of a table that no program's reader knows: what was guessed, for the owner to see and change before anything is imported. */
  readonly table?: TablePreview;
}
