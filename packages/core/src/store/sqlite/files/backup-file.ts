import { z } from "zod";

/** "OPPb" in ASCII, in the header of a backup: so that none is opened as a vault's own file, and its ids are not given out again. */
export const BACKUP_APPLICATION_ID = 0x4f505062;

/** Stands in the header as `user_version`, so that a newer backup is known before anything in it is read. */
export const BACKUP_FORMAT = 1;

/** Given for the file's own, whatever the source's is: the manifest's table is made first, so it stands on the second page. */
export const BACKUP_PAGE_BYTES = 4096;

export const MANIFEST_TABLE = "backup_manifest";

/** What is left out of every backup, by table. */
export const LEFT_OUT: ReadonlySet<string> = new Set(["sessions", "used_challenges", "links"]);

export const DIGEST_CHARS = 64;
const NO_DIGEST = "0".repeat(DIGEST_CHARS);
const DIGEST_MARK = '"sha256":"';

const manifestSchema = z.object({
  format: z.int().positive(),
  /** Of the program that made it. */
  version: z.string(),
  /** How many migrations the schema has seen. */
  migrations: z.int().nonnegative(),
  /** Milliseconds since the epoch. */
  madeAt: z.int(),
  /** How many rows each table has. */
  rows: z.record(z.string(), z.int().nonnegative()),
  /** Of the whole file, with these digits taken as zeros. */
  sha256: z.string().length(DIGEST_CHARS),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

/** The manifest as it is written first: its digest can only be known when the file is whole. */
export const draftManifest = (facts: Omit<BackupManifest, "format" | "sha256">): string =>
  JSON.stringify({ format: BACKUP_FORMAT, ...facts, sha256: NO_DIGEST } satisfies BackupManifest);

/** @returns null for a text that isn't one. */
export function readManifest(text: string): BackupManifest | null {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Where the digest's digits stand in the file's second page; null: nowhere. */
export function findDigest(secondPage: Uint8Array): number | null {
  const at = Buffer.from(secondPage).indexOf(DIGEST_MARK, 0, "latin1");
  const digits = at + DIGEST_MARK.length;
  return at === -1 || digits + DIGEST_CHARS > secondPage.length ? null : digits;
}
