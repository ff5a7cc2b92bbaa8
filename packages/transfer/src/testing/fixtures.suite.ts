import { describe, expect, test } from "vitest";
import { readFile } from "../recognise/read-file.ts";
import { ImportRefusal } from "../refusal.ts";
import {
  comparable,
  type Expected,
  type ExpectedFile,
  expectedOf,
  fixture,
  missingNotices,
  reasonsOf,
} from "./fixtures.ts";

/**
 * Reads each file of a folder of fixtures and compares it with its expected*.json: format, categories, items field by field,
 * notices, refusals. `about`: what the sentence of a refused file must name. `sorted`: files whose program sorted an item's tags, fields
 * and attachments, so that their order is another one.
 */
export function describeFixtures(
  folder: string,
  { about = {}, sorted = [] }: { about?: Record<string, RegExp>; sorted?: readonly string[] } = {},
) {
  describe(`fixtures of ${folder}`, () => {
    for (const expected of expectedOf(folder)) {
      for (const file of expected.files ?? [])
        test(`${label(file)} is read in full`, () =>
          expectRead(folder, file, expected, sorted.includes(file.file) ? sortLists : (item) => item));
      for (const refused of expected.refusals ?? [])
        test(`${label(refused)} is ${refused.reason === null ? "read" : `refused as ${refused.reason}`}`, async () => {
          const outcome = await readFixture(folder, refused).catch((error: unknown) => error);
          if (refused.reason === null) return expect(outcome).not.toBeInstanceOf(Error);
          if (!(outcome instanceof ImportRefusal)) throw outcome;
          expect(reasonsOf(refused.reason)).toContain(outcome.reason);
          expect(outcome.message).toMatch(about[refused.file] ?? /./);
        });
    }
  });
}

export function readFixture(folder: string, { file, password, keyFile }: ExpectedFile) {
  return readFile(fixture(folder, file), {
    password: password ?? null,
    keyFile: keyFile === undefined ? null : fixture(folder, keyFile),
    fileName: file,
  });
}

async function expectRead(
  folder: string,
  file: ExpectedFile,
  expected: Expected,
  arrange: (item: Readonly<Record<string, unknown>>) => unknown,
) {
  const read = await readFixture(folder, file);
  expect(read.format).toBe(expected.format);
  const wanted = (expected.items ?? []).map((item) => ({ ...item, ...file.differs?.[String(item["name"])] }));
  if (expected.items)
    expect((await Promise.all(read.items.map(comparable))).map(arrange)).toEqual(wanted.map(arrange));
  if (expected.categories) expect(read.categories).toEqual(expected.categories);
  expect(missingNotices(read, expected)).toEqual([]);
}

function sortLists(item: Readonly<Record<string, unknown>>) {
  const sorted = (list: unknown) =>
    Array.isArray(list) ? list.map((entry) => JSON.stringify(entry)).toSorted() : list;
  return {
    ...item,
    tags: sorted(item["tags"]),
    fields: sorted(item["fields"]),
    ...(item["attachments"] === undefined ? {} : { attachments: fileNames(item["attachments"]) }),
  };
}

const fileNames = (files: unknown) =>
  Array.isArray(files)
    ? files.map(({ name, bytes, sha256 }) => `${name} ${bytes} ${sha256}`).toSorted()
    : files;

const label = ({ file, password, keyFile }: ExpectedFile): string =>
  [file, password === undefined ? "" : `password ${JSON.stringify(password)}`, keyFile ?? ""]
    .filter((part) => part !== "")
    .join(", ");
