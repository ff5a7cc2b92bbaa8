import { createHash, randomBytes } from "node:crypto";
import type { ContentCategory, ContentFile, ContentItem } from "@opp/core/vault-content";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ImportRefusal } from "../refusal.ts";
import { HEADER_AT, headerLength } from "./archive-header.ts";
import { readArchive } from "./read-archive.ts";
import { archivePlaintext, writeArchive } from "./write-archive.ts";

const KDF = { memoryKib: 19 * 1024, passes: 1, parallelism: 1 };
const PASSPHRASE = "lantern opera tundra";
const random = (count: number) => new Uint8Array(randomBytes(count));

interface Whole {
  readonly categories: readonly ContentCategory[];
  readonly items: readonly ContentItem[];
}

async function* each<T>(values: readonly T[]) {
  yield* values;
}
async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
const content = ({ categories, items }: Whole) => ({ categories, items: each(items) });
const write = (whole: Whole, passphrase = PASSPHRASE) =>
  gather(writeArchive(content(whole), { random, passphrase, kdf: KDF }));
const plaintext = (whole: Whole) => gather(archivePlaintext(content(whole)));

function fileOf(name: string, bytes: Uint8Array): ContentFile {
  return {
    name,
    type: "text/plain",
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    removedAt: null,
    read: async function* () {
      yield bytes;
    },
  };
}

const instant = fc.integer({ min: 0, max: 4e12 });
const record = fc.dictionary(
  fc.string(),
  fc.oneof(fc.string({ unit: "binary" }), fc.boolean(), fc.integer(), fc.array(fc.string())),
);
const vault: fc.Arbitrary<Whole> = fc
  .tuple(
    fc.array(record, { maxLength: 4 }),
    fc.array(
      fc.record({
        record,
        createdAt: instant,
        updatedAt: instant,
        usedAt: fc.option(instant),
        deletedAt: fc.option(instant),
        versions: fc.array(fc.record({ record, createdAt: instant, replacedAt: instant }), { maxLength: 3 }),
        files: fc.array(
          fc.uint8Array({ maxLength: 300 }).map((bytes) => fileOf("a.txt", bytes)),
          { maxLength: 2 },
        ),
        category: fc.nat(4),
      }),
      { maxLength: 6 },
    ),
  )
  .map(([categories, items]) => ({
    categories: categories.map((each, index) => ({
      n: index + 1,
      parent: index === 0 ? null : index,
      record: each,
      createdAt: 1,
      updatedAt: 2,
      deletedAt: null,
    })),
    items: items.map((item, index) => ({
      ...item,
      n: index + 1,
      category: item.category === 0 || item.category > categories.length ? null : item.category,
    })),
  }));

describe("an archive", () => {
  test("comes back as the same plaintext, byte for byte, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(vault, async (whole) => {
        const read = await readArchive(await write(whole), PASSPHRASE);
        expect(await plaintext(read)).toEqual(await plaintext(whole));
      }),
      { numRuns: 25 },
    );
  });

  test.each([65_536 - 4096, 65_535, 65_536, 65_537, 3 * 65_536, 300_001])(
    "holds a file of %i bytes",
    async (bytes) => {
      const file = fileOf("a.bin", random(bytes));
      const whole: Whole = {
        categories: [],
        items: [
          {
            n: 1,
            category: null,
            record: { name: "n" },
            createdAt: 1,
            updatedAt: 1,
            usedAt: null,
            deletedAt: null,
            versions: [],
            files: [file],
          },
        ],
      };
      const read = await readArchive(await write(whole), PASSPHRASE);
      expect(read.items[0]?.files[0]).toMatchObject({ name: "a.bin", bytes, sha256: file.sha256 });
    },
  );

  test("opens with the composed form of its passphrase, and with no other", async () => {
    const empty: Whole = { categories: [], items: [] };
    const archive = await write(empty, "Schlu\u0308ssel ☃");
    await expect(readArchive(archive, "Schlüssel ☃")).resolves.toEqual({ categories: [], items: [] });
    await expect(readArchive(archive, "Schlussel ☃")).rejects.toMatchObject({ reason: "wrong-credentials" });
  });

  test("is refused when a byte is changed, dropped or added, or chunks are swapped", async () => {
    const whole: Whole = {
      categories: [],
      items: [
        {
          n: 1,
          category: null,
          record: { name: "n" },
          createdAt: 1,
          updatedAt: 1,
          usedAt: null,
          deletedAt: null,
          versions: [],
          files: [fileOf("a.bin", random(200_000))],
        },
      ],
    };
    const archive = await write(whole);
    const chunks = HEADER_AT + headerLength(archive);
    const sealed = 65_536 + 45;
    const swapped = Buffer.concat([
      archive.subarray(0, chunks),
      archive.subarray(chunks + sealed, chunks + 2 * sealed),
      archive.subarray(chunks, chunks + sealed),
      archive.subarray(chunks + 2 * sealed),
    ]);
    const broken = [
      swapped,
      archive.subarray(0, chunks + 2 * sealed),
      archive.subarray(0, archive.length - 1),
      Buffer.concat([archive, Buffer.from([0])]),
      Buffer.concat([archive, archive.subarray(chunks)]),
    ];
    for (const bytes of broken)
      await expect(readArchive(bytes, PASSPHRASE)).rejects.toMatchObject({ reason: "damaged" });
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(archive);
        changed[at] = (changed[at] ?? 0) ^ mask;
        await expect(readArchive(changed, PASSPHRASE)).rejects.toBeInstanceOf(ImportRefusal);
      }),
      { numRuns: 40 },
    );
  });
});
