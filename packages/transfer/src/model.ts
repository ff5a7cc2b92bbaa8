import type { CustomFieldKind } from "@opp/core/items/custom-fields";
import type { Format } from "./formats.ts";
import type { TablePreview } from "./table-choices.ts";
import type { ContentRecord } from "./vault-content.ts";

/** A path from the top; []: no category. */
export type CategoryPath = readonly string[];

export interface ReadField {
  readonly name: string;
  readonly kind: CustomFieldKind;
  readonly value: string;
}

/** An earlier state: only what the file keeps of it. Instants are milliseconds since 1970-01-01T00:00:00Z, here and below. */
export interface ReadVersion {
  readonly name?: string;
  readonly username?: string;
  readonly password?: string;
  readonly url?: string;
  readonly blob?: string;
  readonly createdAt?: number;
  readonly replacedAt: number;
  /** The record as our own archive has it, whole; absent: from another file. */
  readonly record?: ContentRecord;
}

export interface ReadAttachment {
  readonly name: string;
  readonly bytes: number;
  /** The hash of the content, in hex. */
  readonly sha256: string;
  /** Opens the content; each call reads from the start. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** What each reader yields of an item, whatever the format. An instant that the file doesn't give is absent. */
export interface ReadItem {
  /** The file's stable id of it, `format:id`; null: it has none. Never shown. */
  readonly sourceId: string | null;
  /** The kind that the file says; null: it says none. One of @opp/core's kinds of items. */
  readonly kind: string | null;
  readonly name: string;
  readonly category: CategoryPath;
  readonly url: string;
  readonly moreUrls: readonly string[];
  readonly account: string;
  readonly username: string;
  readonly password: string;
  /** An otpauth:// URI in its normal form; "": none. */
  readonly totp: string;
  /** The notes. */
  readonly blob: string;
  readonly fields: readonly ReadField[];
  readonly tags: readonly string[];
  readonly favourite: boolean;
  readonly trashed: boolean;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly passwordChangedAt?: number;
  readonly deletedAt?: number;
  /** Oldest first; absent: none. */
  readonly history?: readonly ReadVersion[];
  /** In the file's order; absent: none. */
  readonly attachments?: readonly ReadAttachment[];
  /** The record as our own archive has it, whole; absent: from another file. */
  readonly record?: ContentRecord;
}

/** noted: read otherwise than written; partly: kept, but not in its place or without its use; left-out: not imported. */
export type NoticeKind = "noted" | "partly" | "left-out";

/** A line of the report. It is shown and kept, so `about` contains no secret: it names fields, never their values. */
export interface Notice {
  /** The item's name; null: the whole file. */
  readonly item: string | null;
  readonly kind: NoticeKind;
  readonly about: string;
  /** Number of the record in a table; the header is 1. */
  readonly row?: number;
}

/** Order of categories and items is the file's; parents come first, each category once, empty ones too. */
export interface Read {
  readonly format: Format;
  readonly categories: readonly CategoryPath[];
  readonly items: readonly ReadItem[];
  readonly notices: readonly Notice[];
  /** Only of a table that no program's reader knows: what was guessed, for the owner to see and change before anything is imported. */
  readonly table?: TablePreview;
}
