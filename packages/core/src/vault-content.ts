/** Milliseconds since 1970-01-01T00:00:00Z. */
type Instant = number;

/** The fields of a record, those included that this version of the program doesn't know. */
export type ContentRecord = Readonly<Record<string, unknown>>;

/** `n` counts from 1 in the content and is the only id; parents come first. */
export interface ContentCategory {
  readonly n: number;
  readonly parent: number | null;
  readonly record: ContentRecord;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** null: not in the trash. */
  readonly deletedAt: Instant | null;
}

export interface ContentVersion {
  readonly record: ContentRecord;
  readonly createdAt: Instant;
  readonly replacedAt: Instant;
}

export interface ContentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Set: the file is in the item's history, not among its files. */
  readonly removedAt: Instant | null;
  /** Opens the content; each call reads from the start. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

export interface ContentItem {
  readonly n: number;
  /** The `n` of its category. */
  readonly category: number | null;
  readonly record: ContentRecord;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** null: never. */
  readonly usedAt: Instant | null;
  readonly deletedAt: Instant | null;
  /** Oldest first. */
  readonly versions: readonly ContentVersion[];
  readonly files: readonly ContentFile[];
}

/** What an export writes and an archive holds: all of a vault or a part of it. Items come one by one, so that a large vault needs no memory. */
export interface VaultContent {
  readonly categories: readonly ContentCategory[];
  readonly items: AsyncIterable<ContentItem>;
}
