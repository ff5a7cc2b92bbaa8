import type { CustomFieldKind } from "../items/custom-fields.ts";

/** What another program's file holds, as the readers of files yield it. Instants are milliseconds since 1970-01-01T00:00:00Z. */
export interface IncomingFile {
  readonly format: string;
  /** Paths from the top; parents come first. */
  readonly categories: readonly (readonly string[])[];
  /** The same categories as this program's archive has them, one by one; absent: from another file. */
  readonly tree?: readonly IncomingCategory[];
  readonly items: readonly IncomingItem[];
  readonly notices: readonly IncomingNotice[];
}

/** A category as this program's archive has it, unknown fields included. */
export interface IncomingCategory {
  /** The index of the one that it is in, which comes first. */
  readonly parent: number | null;
  readonly record: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** null: not in the trash. */
  readonly deletedAt: number | null;
}

/** What a reader yields of an item, whatever the format. An instant that the file doesn't give is absent. */
export interface IncomingItem {
  /** The file's stable id of it, `format:id`; null: it has none. Never shown. */
  readonly sourceId: string | null;
  /** The kind that the file says; null: it says none. */
  readonly kind: string | null;
  readonly name: string;
  readonly category: readonly string[];
  /** The index of its category in the file's tree, where there is one. */
  readonly categoryAt?: number;
  readonly url: string;
  readonly moreUrls: readonly string[];
  readonly account: string;
  readonly username: string;
  readonly password: string;
  /** An otpauth:// URI in its normal form; "": none. */
  readonly totp: string;
  /** The notes. */
  readonly blob: string;
  readonly fields: readonly IncomingField[];
  readonly tags: readonly string[];
  readonly favourite: boolean;
  readonly trashed: boolean;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly passwordChangedAt?: number;
  readonly deletedAt?: number;
  readonly usedAt?: number;
  /** Oldest first; absent: none. */
  readonly history?: readonly IncomingVersion[];
  /** In the file's order; absent: none. */
  readonly attachments?: readonly IncomingAttachment[];
  /** The record as this program's archive has it, unknown fields included; absent: from another file. */
  readonly record?: Readonly<Record<string, unknown>>;
}

export interface IncomingField {
  readonly name: string;
  readonly kind: CustomFieldKind;
  readonly value: string;
}

/** An earlier state: only what the file keeps of it. It has a name exactly where the file keeps whole states. */
export interface IncomingVersion {
  readonly name?: string;
  readonly username?: string;
  readonly password?: string;
  readonly url?: string;
  readonly blob?: string;
  readonly createdAt?: number;
  readonly replacedAt: number;
  /** As an item's. */
  readonly record?: Readonly<Record<string, unknown>>;
}

export interface IncomingAttachment {
  readonly name: string;
  readonly bytes: number;
  /** The hash of the content, in hex. */
  readonly sha256: string;
  /** The media type; absent: the file doesn't say. */
  readonly type?: string;
  /** Set: the file is in the item's history, not among its files. */
  readonly removedAt?: number | null;
  /** Opens the content; each call reads from the start. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** A line of the report. It is shown and kept, so it holds no secret: it names fields, never their values. */
export interface IncomingNotice {
  /** The item's name; null: the whole file. */
  readonly item: string | null;
  /** noted: read otherwise than written; partly: kept, but not in its place or without its use; left-out: not imported. */
  readonly kind: "noted" | "partly" | "left-out";
  readonly about: string;
  /** Number of the record in a table; the header is 1. */
  readonly row?: number;
}
