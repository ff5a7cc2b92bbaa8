import { encodeRow } from "./encode-row.ts";
import {
  type ContentsSource,
  type ContentsTarget,
  MOVED_TABLES,
  type MovedTable,
  type SomeRows,
} from "./table-contents.ts";

/** What a table holds in the target. */
export interface CopiedTable {
  readonly table: MovedTable;
  readonly rows: number;
  /** Over all rows in the order of their primary keys. */
  readonly sha256: string;
}

export interface Digest {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

export interface CopyOptions {
  /** A new SHA-256. */
  readonly startDigest: () => Digest;
  /** Tables that stay empty. */
  readonly leaveOut?: ReadonlySet<string>;
  /** Called after each part that was written or read back. An error from it ends the copying. */
  readonly onProgress?: (done: { readonly table: MovedTable; readonly rows: number }) => void;
}

/** What was read back isn't what was written. */
export class ContentsDifferError extends Error {
  readonly table: MovedTable;

  constructor(table: MovedTable) {
    super(`The table ${table} is not the same after it was copied. Nothing was moved.`);
    this.name = "ContentsDifferError";
    this.table = table;
  }
}

/**
 * Copies all rows unchanged, then reads them back and compares the number and the hash of each table. The caller makes it count:
 * until then, what was written is to be thrown away when this throws.
 * @throws ContentsDifferError
 */
export async function copyContents(
  source: ContentsSource,
  target: ContentsTarget,
  { startDigest, leaveOut = new Set(), onProgress = () => undefined }: CopyOptions,
): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of MOVED_TABLES) {
    if (leaveOut.has(table)) continue;
    const read = await takeIn(table, source.read(table), async (rows) => {
      await target.write(table, rows);
    });
    copied.push(read);
  }
  for (const { table, rows, sha256 } of copied) {
    const found = await takeIn(table, target.read(table), () => Promise.resolve());
    if (found.rows !== rows || found.sha256 !== sha256) throw new ContentsDifferError(table);
  }
  return copied;

  async function takeIn(
    table: MovedTable,
    parts: AsyncIterable<SomeRows> | Iterable<SomeRows>,
    take: (rows: SomeRows) => Promise<void>,
  ): Promise<CopiedTable> {
    const digest = startDigest();
    let rows = 0;
    for await (const part of parts) {
      await take(part);
      for (const row of part) digest.update(encodeRow(row));
      rows += part.length;
      onProgress({ table, rows: part.length });
    }
    return { table, rows, sha256: toHex(digest.digest()) };
  }
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
