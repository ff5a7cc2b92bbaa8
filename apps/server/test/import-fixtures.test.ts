import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Expected, type ExpectedFile, expectedOf, fixture } from "@opp/transfer/testing/fixtures";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import type { Person } from "./person.ts";
import { testServer } from "./test-server.ts";

const FIXTURES = join(import.meta.dirname, "../../../packages/transfer/fixtures");
const folders = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "third-party")
  .map(({ name }) => name);

/** One file of each set of expectations: that the others read alike is a test of the readers. */
const cases = folders.flatMap((folder) =>
  expectedOf(folder).flatMap((expected): [string, string, ExpectedFile, Expected][] => {
    const file = expected.files?.find(({ differs }) => differs === undefined);
    return file ? [[`${folder}/${file.file}`, folder, file, expected]] : [];
  }),
);

interface Vault {
  readonly categories: readonly { id: number; parentId: number | null; name: string }[];
  readonly items: readonly (Record<string, unknown> & {
    readonly id: number;
    readonly name: string;
    readonly categoryId: number | null;
    readonly fields: readonly { name: string; kind: string; value: string }[];
  })[];
}

async function upload(person: Person, fileName: string, bytes: Uint8Array): Promise<string> {
  const begun = (await person.must("imports.begin", { fileName, bytes: bytes.length })) as {
    uploadId: string;
    partBytes: number;
  };
  for (let from = 0; from < bytes.length; from += begun.partBytes) {
    const body = Buffer.from(bytes.subarray(from, from + begun.partBytes));
    const headers = { ...person.headers, "content-type": "application/octet-stream" };
    const url = `${person.url}/api/imports/${begun.uploadId}/${from}`;
    const answer = await ask(url, { method: "PUT", headers, body });
    expect([answer.status, answer.json()]).toEqual([200, { received: from + body.length }]);
  }
  return begun.uploadId;
}

async function importFile(person: Person, folder: string, file: ExpectedFile) {
  const uploadId = await upload(person, file.file, fixture(folder, file.file));
  const preview = await person.must("imports.preview", {
    uploadId,
    ...(typeof file.password === "string" && { password: file.password }),
    ...(file.keyFile && { keyFile: Buffer.from(fixture(folder, file.keyFile)).toString("base64") }),
  });
  expect(preview).toMatchObject({ outcome: "read" });
  for (;;) {
    const state = (await person.must("imports.run", { uploadId })) as { state: string; id: number };
    if (state.state !== "running") return state;
  }
}

/** Everything in the vault, as the fixtures write it. */
async function exported(person: Person) {
  const live = (await person.must("vault.fetchAll", { trash: false })) as Vault;
  const trash = (await person.must("vault.fetchAll", { trash: true })) as Vault;
  const files = (await person.must("attachments.list", {})) as {
    attachments: readonly { itemId: number; name: string; bytes: number; sha256: string }[];
  };
  const byId = new Map(live.categories.map((category) => [category.id, category]));
  const pathOf = (id: number | null): string[] => {
    const category = id === null ? undefined : byId.get(id);
    return category ? [...pathOf(category.parentId), category.name] : [];
  };
  const items = await Promise.all(
    [
      ...live.items.map((item) => ({ item, trashed: false })),
      ...trash.items.map((item) => ({ item, trashed: true })),
    ].map(async ({ item, trashed }) => {
      const history = (await person.must("items.versions", { id: item.id })) as {
        versions: readonly Record<string, unknown>[];
      };
      return {
        ...item,
        trashed,
        category: pathOf(item.categoryId),
        fields: item.fields.map(({ name, kind, value }) => ({ name, kind, value })),
        history: history.versions.toReversed(),
        attachments: files.attachments
          .filter(({ itemId }) => itemId === item.id)
          .map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
      };
    }),
  );
  return { categories: live.categories.map(({ id }) => pathOf(id)), items };
}

/** The expected item is in the vault in every field that it has. Items in the trash were in no order to the others. */
function lost(expected: Expected, vault: Awaited<ReturnType<typeof exported>>): unknown[] {
  const left = [...vault.items];
  return (expected.items ?? []).flatMap((item) => {
    const at = left.findIndex((there) => differences(item, there).length === 0);
    if (at !== -1) left.splice(at, 1);
    const named = vault.items.find(({ name }) => Reflect.get(item, "name") === name);
    return at === -1 ? [{ item: Reflect.get(item, "name"), differs: named && differences(item, named) }] : [];
  });
}

function differences(
  expected: Readonly<Record<string, unknown>>,
  there: Readonly<Record<string, unknown>>,
): unknown[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    isIn(value, there[name]) ? [] : [{ field: name, expected: value, there: there[name] }],
  );
}

/** Old states have the fields that the file doesn't keep, too. */
function isIn(expected: unknown, there: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(there) &&
      expected.length === there.length &&
      expected.every((each, at) => isIn(each, there[at]))
    );
  if (typeof expected === "object" && expected !== null)
    return Object.entries(expected).every(([name, value]) => isIn(value, Reflect.get(Object(there), name)));
  return expected === there;
}

describe("a file of another program, imported through the server", () => {
  // One server, with an account for each file: starting 34 of them takes longer than all imports.
  it("loses nothing, whatever the format", { timeout: 300_000 }, async () => {
    await using server = await testServer();
    const report: Record<string, unknown> = {};
    for (const [at, [name, folder, file, expected]] of cases.entries()) {
      const person = await server.person(`owner of file ${at}`);
      await importFile(person, folder, file);
      const vault = await exported(person);
      report[name] = {
        lost: lost(expected, vault),
        items: vault.items.length,
        categories: vault.categories.map(String).toSorted(),
      };
    }
    const nothingLost = cases.map(([name, , , { items = [], categories = [] }]) => [
      name,
      { lost: [], items: items.length, categories: categories.map(String).toSorted() },
    ]);
    expect(report).toEqual(Object.fromEntries(nothingLost));
    expect(cases.length).toBeGreaterThan(30);
  });
});
