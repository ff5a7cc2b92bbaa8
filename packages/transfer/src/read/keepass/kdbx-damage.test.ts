import { describe, expect, test } from "vitest";
import { readFile } from "../../recognise/read-file.ts";
import { ImportRefusal } from "../../refusal.ts";
import { fixture } from "../../testing/fixtures.ts";
import { writeKdbx } from "../../write/keepass/write-kdbx.ts";

const PASSWORD = "x";
const KDF = { type: "argon2id", memoryKiB: 8, passes: 1, lanes: 1 } as const;

async function smallFile(): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const vault = { name: "V", seed: "1", categories: [], items: [] };
  for await (const piece of writeKdbx(vault, { password: PASSWORD, now: 0, kdf: KDF })) pieces.push(piece);
  return Buffer.concat(pieces);
}

const outcomeOf = (file: Uint8Array) =>
  readFile(file, { password: PASSWORD, keyFile: null }).then(
    () => "opened",
    (error: unknown) => (error instanceof ImportRefusal ? error.reason : error),
  );

describe("a KeePass file", () => {
  test("with any byte flipped is refused, and never as a wrong password where its header tells", async () => {
    const file = await smallFile();
    const header = file.indexOf("\r\n\r\n") + 4;
    for (let at = 0; at < file.length; at += 1) {
      const flipped = Buffer.from(file);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      const outcome = await outcomeOf(flipped);
      if (at < 8) expect(outcome).not.toBe("opened");
      else if (at < 12) expect(["unsupported", "damaged"]).toContain(outcome);
      else if (at < header + 32) expect([at, outcome]).toEqual([at, "damaged"]);
      else if (at < header + 64) expect([at, outcome]).toEqual([at, "wrong-credentials"]);
      else expect([at, outcome]).toEqual([at, "damaged"]);
    }
  });

  test("cut off anywhere is damaged", async () => {
    const file = await smallFile();
    for (let length = 12; length < file.length; length += 7)
      expect([length, await outcomeOf(file.subarray(0, length))]).toEqual([length, "damaged"]);
  });

  test("that asks for nothing is refused without a key, before any work", async () => {
    const file = fixture("kdbx", "traps-3.1-keepassxc.kdbx");
    await expect(readFile(file, { password: null, keyFile: null })).rejects.toMatchObject({
      reason: "wrong-credentials",
      message: expect.stringContaining("needs its password"),
    });
  });

  test("with an empty password box and a key file is tried without a password and with an empty one", async () => {
    const keyFile = fixture("kdbx", "key-any-file.txt");
    const read = await readFile(fixture("kdbx", "any-file-and-empty-password.kdbx"), {
      password: null,
      keyFile,
    });
    expect(read.items).toMatchObject([{ name: "One" }]);
  });

  test.each([
    [
      "a version that isn't known",
      "<KeyFile><Meta><Version>9.0</Version></Meta><Key><Data>x</Data></Key></KeyFile>",
    ],
    ["no key", "<KeyFile><Meta><Version>1.0</Version></Meta><Key><Data></Data></Key></KeyFile>"],
    ["wrong XML", "<KeyFile><Meta>"],
    ["a document type", "<!DOCTYPE a><KeyFile/>"],
  ])("has a key file with %s refused as such", async (_, text) => {
    const file = fixture("kdbx", "keyfile-only.kdbx");
    await expect(readFile(file, { password: null, keyFile: Buffer.from(text) })).rejects.toMatchObject({
      reason: "bad-key-file",
    });
  });
});
