import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Kdbx, type KdbxEntry, type KdbxGroup, ProtectedValue } from "kdbxweb";
import { describe, expect, test } from "vitest";
import type { Read } from "../../model.ts";
import { readFile } from "../../recognise/read-file.ts";
import { expectedOf, fixture } from "../../testing/fixtures.ts";
import { openByKdbxweb } from "../../testing/kdbxweb.ts";

interface ThirdParty {
  readonly file: string;
  readonly password: string;
  readonly keyFile?: string;
  readonly recycleBin?: string;
  readonly refused?: string;
  readonly items?: readonly {
    readonly name: string;
    readonly group: readonly string[];
    readonly username: string;
    readonly password: string;
    readonly tags: string;
    readonly history: number;
    readonly attachments: readonly (readonly [name: string, bytes: number])[];
  }[];
}

const FOLDER = "third-party/kdbxweb";
const { files }: { files: ThirdParty[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../fixtures", FOLDER, "expected.json"), "utf8"),
);

describe("kdbxweb's own test files", () => {
  test.each(files.filter(({ refused }) => refused === undefined))("$file is read", async (expected) => {
    const read = await readFile(fixture(FOLDER, expected.file), {
      password: expected.password,
      keyFile: expected.keyFile === undefined ? null : fixture(FOLDER, expected.keyFile),
    });
    const trashed = ({ group }: { group: readonly string[] }) => group[0] === "Recycle Bin";
    expect(
      read.items.map((item) => ({
        name: item.name,
        group: item.trashed ? ["Recycle Bin"] : item.category,
        username: item.username,
        password: item.password,
        tags: item.tags.join(";"),
        history: item.history?.length ?? 0,
        attachments: (item.attachments ?? []).map(({ name, bytes }) => [name, bytes]),
      })),
    ).toEqual(expected.items);
    expect(read.items.filter((item) => item.trashed)).toHaveLength(
      (expected.items ?? []).filter(trashed).length,
    );
  });

  test.each(files.filter(({ refused }) => refused !== undefined))(
    "$file is refused, and a hardware key is named",
    async ({ file, password, refused }) => {
      await expect(readFile(fixture(FOLDER, file), { password, keyFile: null })).rejects.toMatchObject({
        reason: refused,
        message: expect.stringContaining("YubiKey"),
      });
    },
  );

  test("demo.xml is read as KeePass 2 XML", async () => {
    const read = await readFile(fixture(FOLDER, "demo.xml"), { password: null, keyFile: null });
    expect(read.format).toBe("keepass2-xml");
    expect(read.items.length).toBeGreaterThan(0);
    expect(read.items.every(({ name }) => name !== "")).toBe(true);
  });
});

/** A second opinion on our fixtures: strings, paths and attachments, entry by entry, as kdbxweb sees them. */
describe("kdbxweb sees the same in", () => {
  const cases = expectedOf("kdbx").flatMap((expected) =>
    (expected.files ?? []).map(({ file, password = null, keyFile }) => ({ file, password, keyFile })),
  );

  test.each(cases)("$file, $keyFile", async ({ file, password, keyFile }) => {
    const key = keyFile === undefined ? null : fixture("kdbx", keyFile);
    const bytes = fixture("kdbx", file);
    const kdbx = await openByKdbxweb(bytes, password, key);
    expect(ours(await readFile(bytes, { password, keyFile: key }))).toEqual(theirs(kdbx));
  });
});

/** What both have in the same shape: not references, codes and further addresses, which the reader turns into more. */
const ours = ({ items }: Read) =>
  items.map((item) => ({
    id: item.sourceId,
    password: item.password,
    trashed: item.trashed,
    created: item.createdAt,
    updated: item.updatedAt,
    history: (item.history ?? []).map(({ password = "" }) => password),
    files: (item.attachments ?? []).map(({ name, bytes }) => [name, bytes]),
    hidden: item.fields.some(({ name, kind }) => name === "Secret answer" && kind === "hidden"),
  }));

function theirs(kdbx: Kdbx) {
  const passwords = new Map(
    entriesOf(kdbx).map(({ entry }) => [entry.uuid.toString(), textOf(entry, "Password")]),
  );
  return entriesOf(kdbx).map(({ entry, trashed }) => ({
    id: `kdbx:${Buffer.from(entry.uuid.toBytes()).toString("hex")}`,
    password: textOf(entry, "Password").replace(/^\{REF:P@I:([0-9A-F]{32})\}$/, (reference, id: string) => {
      return passwords.get(Buffer.from(id, "hex").toString("base64")) ?? reference;
    }),
    trashed,
    created: entry.times.creationTime?.getTime(),
    updated: entry.times.lastModTime?.getTime(),
    history: entry.history.map((old) => textOf(old, "Password")),
    files: [...entry.binaries].map(([name, binary]) => [name, sizeOf(binary)]),
    hidden: entry.fields.get("Secret answer") instanceof ProtectedValue,
  }));
}

function entriesOf(kdbx: Kdbx): { entry: KdbxEntry; trashed: boolean }[] {
  const bin = kdbx.meta.recycleBinUuid?.toString();
  const inGroup = (group: KdbxGroup, trashed: boolean): { entry: KdbxEntry; trashed: boolean }[] => {
    const here = trashed || group.uuid.toString() === bin;
    return [
      ...group.entries.map((entry) => ({ entry, trashed: here })),
      ...group.groups.flatMap((child) => inGroup(child, here)),
    ];
  };
  return inGroup(kdbx.getDefaultGroup(), false);
}

function textOf(entry: KdbxEntry, key: string): string {
  const value = entry.fields.get(key) ?? "";
  return typeof value === "string" ? value : value.getText();
}

function sizeOf(binary: unknown): number {
  if (binary instanceof ProtectedValue) return binary.byteLength;
  if (binary instanceof ArrayBuffer || binary instanceof Uint8Array) return binary.byteLength;
  if (typeof binary === "object" && binary !== null && "value" in binary) return sizeOf(binary.value);
  return -1;
}
