import { createHash, randomBytes } from "node:crypto";
import type { ContentCategory, ContentFile, ContentItem } from "@opp/core/vault-content";
import { type ArchiveContent, readArchive } from "@opp/transfer/archive/read-archive";
import { archivePlaintext, writeArchive } from "@opp/transfer/archive/write-archive";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../test/http-client.ts";
import type { Person } from "../../test/person.ts";
import { type TestServer, testServer } from "../../test/test-server.ts";

const PASSPHRASE = "lantern opera tundra seventeen";
const KDF = { memoryKib: 19 * 1024, passes: 1, parallelism: 1 };

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
async function* each<T>(values: readonly T[]) {
  yield* values;
}
const streamed = ({ categories, items }: ArchiveContent) => ({ categories, items: each(items) });
/** As text, so that a difference can be read. */
const plaintext = async (content: ArchiveContent) =>
  (await gather(archivePlaintext(streamed(content)))).toString("latin1");

async function exportOf(person: Person): Promise<Buffer> {
  const { bytes, status } = await ask(`${person.url}/api/export`, {
    method: "POST",
    headers: { ...person.headers, "content-type": "application/json" },
    body: Buffer.from(
      JSON.stringify({
        password: person.password,
        format: "opp",
        filePassphrase: PASSPHRASE,
        scope: { part: "everything" },
        history: true,
        trash: true,
        files: true,
      }),
    ),
  });
  expect(status).toBe(200);
  return bytes;
}

async function importArchive(person: Person, bytes: Buffer): Promise<void> {
  const begin = { fileName: "a.opp", bytes: bytes.length };
  const { uploadId } = (await person.must("imports.begin", begin)) as { uploadId: string };
  await ask(`${person.url}/api/imports/${uploadId}/0`, {
    method: "PUT",
    headers: { ...person.headers, "content-type": "application/octet-stream" },
    body: bytes,
  });
  await person.must("imports.preview", { uploadId, password: PASSPHRASE });
  for (;;) {
    const { state } = (await person.must("imports.run", { uploadId })) as { state: string };
    if (state !== "running") {
      expect(state).toBe("done");
      return;
    }
  }
}

const text = fc.string({ unit: fc.constantFrom("a", "B", " ", "é", "😀", "'", '"', "\n"), maxLength: 8 });
const instant = fc.integer({ min: 0, max: 1_700_000_000_000 });
const record = fc
  .record({
    name: text,
    url: text,
    account: text,
    username: text,
    password: text,
    blob: text,
    unknown: fc.option(fc.array(fc.string()), { nil: undefined }),
    changedBy: fc.constantFrom(undefined, "Firefox on Linux"),
    tags: fc.constantFrom(undefined, ["Work", "äö"]),
    favourite: fc.constantFrom(undefined, true),
    passwordChangedAt: instant,
  })
  .map(({ passwordChangedAt, ...values }) =>
    Object.fromEntries(
      Object.entries({ ...values, ...(values.password === "" ? {} : { passwordChangedAt }) }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  );

const file: fc.Arbitrary<ContentFile> = fc
  .record({
    name: fc.constantFrom("scan.pdf", "key.txt"),
    type: fc.constantFrom("", "application/pdf"),
    content: fc.uint8Array({ maxLength: 300 }),
    removedAt: fc.option(instant),
  })
  .map(({ content, ...facts }) => ({
    ...facts,
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    read: async function* () {
      yield content;
    },
  }));

interface Branch {
  readonly name: string;
  readonly deletedAt: number | null;
  readonly children: readonly Branch[];
}
const branchOf = (levels: number): fc.Arbitrary<Branch> =>
  fc.record({
    // Few names: siblings of the same name are two categories.
    name: fc.constantFrom("Money", "Work"),
    deletedAt: fc.option(instant),
    children: levels === 1 ? fc.constant([]) : fc.array(branchOf(levels - 1), { maxLength: 2 }),
  });

/** In the order in which an export writes it. Everything below a trashed category is trashed. */
const vault: fc.Arbitrary<ArchiveContent> = fc
  .tuple(
    fc.array(branchOf(3), { maxLength: 3 }),
    fc.array(
      fc.record({
        record,
        createdAt: instant,
        updatedAt: instant,
        usedAt: fc.option(instant),
        deletedAt: fc.option(instant),
        versions: fc
          .array(fc.record({ record, createdAt: instant, replacedAt: instant }), { maxLength: 3 })
          .map((versions) => versions.toSorted((a, b) => a.replacedAt - b.replacedAt)),
        files: fc.array(file, { maxLength: 2 }),
        category: fc.nat(8),
      }),
      { maxLength: 8 },
    ),
  )
  .map(([branches, drafts]) => {
    const categories: ContentCategory[] = [];
    const add = ({ name, deletedAt, children }: Branch, parent: ContentCategory | null) => {
      const category = {
        n: categories.length + 1,
        parent: parent?.n ?? null,
        record: { name, icon: "a later version's" },
        createdAt: 1,
        updatedAt: 2,
        deletedAt: deletedAt ?? parent?.deletedAt ?? null,
      };
      categories.push(category);
      for (const child of children) add(child, category);
    };
    for (const each of branches) add(each, null);
    const placed = drafts.map((draft) => {
      const category = categories[draft.category - 1] ?? null;
      return {
        ...draft,
        category: category?.n ?? null,
        deletedAt: draft.deletedAt ?? category?.deletedAt ?? null,
      };
    });
    const order = ({ deletedAt, category }: (typeof placed)[number]) =>
      (deletedAt === null ? 0 : 1000) + (category ?? 0);
    const items = placed
      .toSorted((a, b) => order(a) - order(b))
      .map((item, at): ContentItem => ({ ...item, n: at + 1 }));
    return { categories, items };
  });

describe("an archive that is imported into an empty vault", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it("gives the same bytes when it is exported again, whatever it holds", async () => {
    let people = 0;
    await fc.assert(
      fc.asyncProperty(vault, async (content) => {
        people += 1;
        const eve = await server.person(`eve${people}`);
        const seal = {
          random: (count: number) => new Uint8Array(randomBytes(count)),
          passphrase: PASSPHRASE,
          kdf: KDF,
        };
        await importArchive(eve, await gather(writeArchive(streamed(content), seal)));
        const again = await readArchive(await exportOf(eve), PASSPHRASE);
        expect(await plaintext(again)).toBe(await plaintext(content));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);

  it("restores what people made: devices, one-time codes, use, files and the trash", async () => {
    const ada = await server.person("ada");
    type Rows = { id: number; revision: number }[];
    const { categories } = (await ada.must("categories.create", {
      categories: [{ name: "Money" }, { name: "Old" }],
    })) as { categories: Rows };
    const [money, old] = categories;
    const { items } = (await ada.must("items.create", {
      items: [
        { name: "Bank", categoryId: money?.id, password: "one", totp: "JBSWY3DPEHPK3PXP" },
        { name: "Card", kind: "card", fields: [{ id: "pin", name: "PIN", kind: "hidden", value: "1" }] },
        { name: "Gone", categoryId: old?.id },
      ],
    })) as { items: Rows };
    const [bank, card] = items;
    for (const [revision, password] of ["two", "one", "two"].entries())
      await ada.must("items.update", { items: [{ id: bank?.id, revision: revision + 1, password }] });
    await ada.must("items.update", { items: [{ id: card?.id, revision: 1, fields: [], tags: ["t"] }] });
    await ada.must("items.markUsed", { ids: [bank?.id] });
    await ada.must("categories.trash", { ids: [old?.id], cascade: true });
    const first = await exportOf(ada);
    const bob = await server.person("bob");
    await importArchive(bob, first);
    const contents = [
      await readArchive(first, PASSPHRASE),
      await readArchive(await exportOf(bob), PASSPHRASE),
    ] as const;
    expect(await plaintext(contents[1])).toBe(await plaintext(contents[0]));
    expect(contents[0].items[1]).toMatchObject({
      record: { name: "Bank", changedBy: "Unknown device" },
      versions: [
        { record: { password: "one" } },
        { record: { password: "two" } },
        { record: { password: "one" } },
      ],
    });
  });
});
