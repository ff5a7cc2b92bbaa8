import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Notice, Read, ReadItem } from "../model.ts";
import type { RefusalReason } from "../refusal.ts";

const folder = join(import.meta.dirname, "../../fixtures");

export interface ExpectedFile {
  readonly file: string;
  readonly password?: string | null;
  readonly keyFile?: string;
  readonly differs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Of a table that no program's reader knows. `mapping`: the column of each place; `fields`: those that go nowhere else. */
export interface ExpectedTable {
  readonly file: string;
  readonly detected: Readonly<Record<string, unknown>>;
  readonly columns?: readonly string[];
  readonly mapping: Readonly<Record<string, number | readonly number[]>>;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

export interface Expected {
  readonly format: string;
  readonly files?: readonly ExpectedFile[];
  readonly categories?: readonly (readonly string[])[];
  readonly items?: readonly Readonly<Record<string, unknown>>[];
  readonly notices?: readonly Pick<Notice, "item" | "kind" | "about">[];
  readonly cases?: readonly ExpectedTable[];
  readonly refusals?: readonly (ExpectedFile & { readonly reason: string | null; readonly about?: string })[];
}

export const fixture = (name: string, file: string): Uint8Array => readFileSync(join(folder, name, file));

/** Each expected*.json of a folder of fixtures; the README there says what they mean. */
export const expectedOf = (name: string): Expected[] =>
  readdirSync(join(folder, name))
    .filter((file) => /^expected.*\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(folder, name, file), "utf8")));

/** Either will do where the fixture names two. */
export const reasonsOf = (reason: string): RefusalReason[] => reason.split(" or ") as RefusalReason[];

/** An item as expected*.json writes it: without what the fixtures don't compare. The content of each file is read and hashed. */
export async function comparable(item: ReadItem) {
  const { sourceId: _id, kind: _kind, deletedAt: _deleted, attachments, ...rest } = item;
  return attachments ? { ...rest, attachments: await Promise.all(attachments.map(readThrough)) } : rest;
}

async function readThrough({ name, read }: NonNullable<ReadItem["attachments"]>[number]) {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of read()) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { name, bytes, sha256: hash.digest("hex") };
}

/** Notices that the fixture demands and the report lacks: by item and kind, the wording is free. */
export function missingNotices(read: Read, expected: Expected): string[] {
  const said = new Set(read.notices.map(({ item, kind }) => `${kind}: ${item}`));
  return (expected.notices ?? [])
    .filter(({ item, kind }) => !said.has(`${kind}: ${item}`))
    .map(({ item, kind, about }) => `${kind}: ${item}: ${about}`);
}
