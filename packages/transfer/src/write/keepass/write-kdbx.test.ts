import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Kdbx, type KdbxEntry, ProtectedValue } from "kdbxweb";
import { describe, expect, test } from "vitest";
import { fileOf } from "../../build/file-of.ts";
import type { CategoryPath, ReadItem } from "../../model.ts";
import { readFile } from "../../recognise/read-file.ts";
import { comparable } from "../../testing/fixtures.ts";
import { generatedVault } from "../../testing/generated-vault.ts";
import { openByKdbxweb } from "../../testing/kdbxweb.ts";
import { type KdbxOptions, writeKdbx } from "./write-kdbx.ts";

const PASSWORD = "Schlüssel ☃ 7";
const NOW = Date.UTC(2026, 10, 29, 12);
/** Cheap: what is tested is the format. */
const KDF = { type: "argon2id", memoryKiB: 64, passes: 1, lanes: 1 } as const;

interface Vault {
  readonly categories: readonly CategoryPath[];
  readonly items: readonly ReadItem[];
}

async function written(vault: Vault, options: Partial<KdbxOptions> = {}): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const whole = { name: "Vault", seed: "1", ...vault };
  for await (const piece of writeKdbx(whole, { password: PASSWORD, now: NOW, kdf: KDF, ...options }))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

const readBack = (file: Uint8Array) => readFile(file, { password: PASSWORD, keyFile: null });

/** Everything but the id, which the file gives. */
const whole = async (item: ReadItem) => ({
  ...(await comparable(item)),
  kind: item.kind,
  ...(item.deletedAt === undefined ? {} : { deletedAt: item.deletedAt }),
});

/** In the order of a tree: an item's category first, those in the bin last. */
function inTreeOrder({ categories, items }: Vault): Vault {
  const key = (path: CategoryPath) => JSON.stringify(path);
  const children = (parent: CategoryPath): CategoryPath[] =>
    categories.flatMap((path) =>
      path.length === parent.length + 1 && key(path.slice(0, -1)) === key(parent)
        ? [path, ...children(path)]
        : [],
    );
  const sorted = children([]);
  const places: CategoryPath[] = [[], ...sorted];
  return {
    categories: sorted,
    items: [
      ...places.flatMap((place) =>
        items.filter((item) => !item.trashed && key(item.category) === key(place)),
      ),
      ...items.filter(({ trashed }) => trashed),
    ],
  };
}

const item = (values: Partial<ReadItem>): ReadItem => ({
  sourceId: null,
  kind: null,
  name: "Router",
  category: [],
  url: "",
  moreUrls: [],
  account: "",
  username: "",
  password: "",
  totp: "",
  blob: "",
  fields: [],
  tags: [],
  favourite: false,
  trashed: false,
  ...values,
});

describe("a vault written as KDBX", () => {
  test("comes back field by field", async () => {
    await fc.assert(
      fc.asyncProperty(generatedVault, fc.constantFrom("aes", "chacha20"), async (vault, cipher) => {
        const read = await readBack(await written(vault, { cipher }));
        const expected = inTreeOrder(vault);
        expect(read.categories).toEqual(expected.categories);
        expect(await Promise.all(read.items.map(whole))).toEqual(
          await Promise.all(expected.items.map(whole)),
        );
      }),
      { numRuns: 120 },
    );
  });

  test("gives an entry of KeePass its id again, and every other the same at each export", async () => {
    const vault = {
      categories: [],
      items: [
        item({ sourceId: "kdbx:0123456789abcdef0123456789abcdef" }),
        item({ sourceId: "kdbx:0123456789abcdef0123456789abcdef", name: "twin" }),
        item({ sourceId: "opp:7" }),
      ],
    };
    const ids = async () => (await readBack(await written(vault))).items.map(({ sourceId }) => sourceId);
    const first = await ids();
    expect(first[0]).toBe("kdbx:0123456789abcdef0123456789abcdef");
    expect(new Set(first).size).toBe(3);
    expect(await ids()).toEqual(first);
  });

  test("keeps a Steam code under the name that other programs look for", async () => {
    const steam = "otpauth://totp/Steam:ada?secret=GEZDGNBVGY3TQOJQ&digits=5&issuer=Steam&encoder=steam";
    const fields = [{ name: "otp", kind: "hidden", value: steam }] as const;
    const file = await written({ categories: [], items: [item({ fields })] });
    expect((await readBack(file)).items[0]?.fields).toEqual(fields);
    expect(await opened(file)).toMatchObject([{ fields: { otp: steam } }]);
  });

  test("lets a change by another program win over what we wrote about the entry", async () => {
    const file = await written({
      categories: [],
      items: [
        item({
          username: "\u0000bad",
          fields: [{ name: "Title", kind: "hidden", value: "x" }],
          tags: ["a;b"],
          updatedAt: 1_700_000_000_123,
        }),
      ],
    });
    const kdbx = await openByKdbxweb(file, PASSWORD);
    const entry = entriesOf(kdbx)[0];
    entry?.fields.set("UserName", "good");
    entry?.fields.set("Field: Title", ProtectedValue.fromString("y"));
    if (entry) entry.tags = ["c"];
    if (entry) entry.times.lastModTime = new Date(1_800_000_000_000);
    const [changed] = (await readBack(Buffer.from(await kdbx.save()))).items;
    expect(changed).toMatchObject({
      username: "good",
      fields: [{ name: "Title", kind: "hidden", value: "y" }],
      tags: ["c"],
      updatedAt: 1_800_000_000_000,
    });
  });

  test("fails where an attachment has another length than its record says", async () => {
    const short = { ...fileOf("a", Uint8Array.of(1, 2, 3)), bytes: 4 };
    await expect(written({ categories: [], items: [item({ attachments: [short] })] })).rejects.toThrow(
      "length",
    );
  });
});

const SAMPLE: Vault = {
  categories: [["Work & <Play>"], ["Work & <Play>", "Deep"]],
  items: [
    item({
      name: "Ümläut 😀 & <t>",
      category: ["Work & <Play>", "Deep"],
      username: "  spaced  ",
      password: " p\tä & <w> 😀 ",
      url: "https://a.example/?x=1&y=2",
      moreUrls: ["https://b.example"],
      totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
      blob: "line 1\nline 2\n",
      fields: [{ name: "PIN", kind: "hidden", value: "1234" }],
      tags: ["wörk"],
      favourite: true,
      createdAt: 1_700_000_000_000,
      updatedAt: 1_750_000_000_000,
      history: [
        { name: "Old", password: "first", createdAt: 1_700_000_000_000, replacedAt: 1_750_000_000_000 },
      ],
      attachments: [
        fileOf("note.txt", Buffer.from("Attached\n")),
        fileOf("note.txt", Buffer.from("Other\n")),
      ],
    }),
    item({ name: "Thrown away", category: ["Work & <Play>"], password: "gone", trashed: true }),
  ],
};

describe("other programs open it", () => {
  test.each([
    ["argon2id", "aes"],
    ["argon2d", "chacha20"],
  ] as const)("kdbxweb: %s, %s", async (type, cipher) => {
    const file = await written(SAMPLE, { cipher, kdf: { type, memoryKiB: 1024, passes: 2, lanes: 2 } });
    expect(await opened(file)).toEqual([
      {
        group: "Deep",
        fields: {
          Title: "Ümläut 😀 & <t>",
          UserName: "  spaced  ",
          Password: " p\tä & <w> 😀 ",
          URL: "https://a.example/?x=1&y=2",
          Notes: "line 1\nline 2\n",
          otp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP&period=30&digits=6",
          KP2A_URL: "https://b.example",
          PIN: "1234",
        },
        tags: ["wörk", "Favorite"],
        changed: 1_750_000_000_000,
        old: ["first"],
        files: ["note.txt", "note (2).txt"],
      },
      {
        group: "Recycle Bin",
        fields: { Title: "Thrown away", UserName: "", Password: "gone", URL: "", Notes: "" },
        tags: [],
        changed: NOW,
        old: [],
        files: [],
      },
    ]);
  });

  test("keepassxc-cli, where it is installed", async () => {
    if (spawnSync("keepassxc-cli", ["--version"]).status !== 0) {
      process.stdout.write("SKIPPED: keepassxc-cli isn't installed, so KeePassXC didn't open our KDBX\n");
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "opp-kdbx-"));
    try {
      const path = join(folder, "vault.kdbx");
      writeFileSync(path, await written(SAMPLE));
      const run = (...words: string[]) => {
        const { status, stdout, stderr } = spawnSync("keepassxc-cli", words, {
          input: `${PASSWORD}\n`,
          encoding: "utf8",
          env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8", QT_QPA_PLATFORM: "offscreen" },
        });
        expect({ status, stderr }).toMatchObject({ status: 0 });
        return stdout;
      };
      const xml = run("export", "-q", "-f", "xml", path);
      for (const part of ["Ümläut 😀 &amp; &lt;t&gt;", ">first</Value>", "Thrown away", "note (2).txt"])
        expect(xml).toContain(part);
      const where = "/Work & <Play>/Deep/Ümläut 😀 & <t>";
      expect(run("show", "-q", "-s", "-a", "PIN", path, where)).toBe("1234\n");
      expect(run("attachment-export", "-q", "--stdout", path, where, "note (2).txt")).toBe("Other\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const entriesOf = (kdbx: Kdbx): KdbxEntry[] => [...kdbx.getDefaultGroup().allEntries()];

async function opened(file: Buffer) {
  return entriesOf(await openByKdbxweb(file, PASSWORD)).map((entry) => ({
    group: entry.parentGroup?.name,
    fields: Object.fromEntries(
      [...entry.fields].map(([key, value]) => [key, typeof value === "string" ? value : value.getText()]),
    ),
    tags: entry.tags,
    changed: entry.times.lastModTime?.getTime(),
    old: entry.history.map(({ fields }) => {
      const password = fields.get("Password");
      return typeof password === "string" ? password : password?.getText();
    }),
    files: [...entry.binaries.keys()],
  }));
}
