import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { ContentItem } from "@opp/core/vault-content";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeArchive } from "./write-archive.ts";

const script = join(import.meta.dirname, "../../../../examples/python/read_archive.py");
const content = new Uint8Array(randomBytes(100_000));
const item: ContentItem = {
  n: 1,
  category: 1,
  record: { name: "Bänk 😀", password: "p", unknown: [1] },
  createdAt: 1,
  updatedAt: 2,
  usedAt: null,
  deletedAt: null,
  versions: [{ record: { name: "Bank" }, createdAt: 1, replacedAt: 2 }],
  files: [
    {
      name: "a.bin",
      type: "application/octet-stream",
      bytes: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
      removedAt: null,
      read: async function* () {
        yield content;
      },
    },
  ],
};

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "opp-archive-"));
  const pieces: Uint8Array[] = [];
  const written = writeArchive(
    {
      categories: [
        { n: 1, parent: null, record: { name: "Money" }, createdAt: 1, updatedAt: 1, deletedAt: null },
      ],
      items: (async function* () {
        yield item;
      })(),
    },
    { random: (count) => new Uint8Array(randomBytes(count)), passphrase: "Schlüssel ☃" },
  );
  for await (const piece of written) pieces.push(piece);
  const whole = Buffer.concat(pieces);
  writeFileSync(join(folder, "whole.opp"), whole);
  writeFileSync(join(folder, "cut.opp"), whole.subarray(0, whole.length - 10));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Debian's Python, for which the set-up of the tests fetches PyNaCl. */
async function read(file: string, passphrase: string) {
  const child = spawn("/usr/bin/python3", [script, join(folder, file)]);
  child.stdin.end(`${passphrase}\n`);
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { lines: out.split("\n").filter((line) => line !== ""), error };
}

test("a program of a hundred lines of Python reads an archive by docs/format.md", async () => {
  const { lines, error } = await read("whole.opp", "Schlu\u0308ssel ☃");
  expect(error).toBe("");
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { part: "begin" },
    { part: "category", n: 1, record: { name: "Money" } },
    { part: "item", n: 1, category: 1, record: item.record },
    { part: "version", record: { name: "Bank" } },
    { part: "file", type: "application/octet-stream", name: "a.bin", bytes: content.length },
  ]);
});

test("it refuses a wrong passphrase and an archive that is cut off", async () => {
  expect((await read("whole.opp", "wrong")).error).toContain("this passphrase doesn't open the archive");
  expect((await read("cut.opp", "Schlüssel ☃")).error).toContain("damaged or incomplete");
});
