import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fixture } from "../testing/fixtures.ts";
import { type Packed, packZip } from "../testing/pack-zip.ts";
import { openZip } from "./zip.ts";

const refusal = (reason: string) => expect.objectContaining({ name: "ImportRefusal", reason });
const open = (...files: Packed[]) => openZip(packZip(files));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test("reads files by name, the twins of one name by their order", async () => {
  const zip = await open(
    { name: "a/", content: "" },
    { name: "a/x.txt", content: "one" },
    { name: "a/x.txt", content: "two" },
    { name: "bild ü.png", content: "three", flags: 0 },
  );
  expect(zip.names).toEqual(["a/x.txt", "a/x.txt", "bild ü.png"]);
  expect(text(await zip.read("a/x.txt"))).toBe("one");
  expect(text(await zip.read("a/x.txt", 1))).toBe("two");
  expect(text(await zip.read("bild ü.png"))).toBe("three");
});

test("a name without the UTF-8 flag that isn't UTF-8 is of the old code page", async () => {
  const zip = await open({ name: Buffer.from("b\x81ro.txt", "latin1"), content: "x", flags: 0 });
  expect(zip.names).toEqual(["büro.txt"]);
});

describe("refuses the whole zip", () => {
  test.each(["../x", "a/../../x", "/x", "C:/x", "a\\b", "a\0b"])("for the path %j", async (name) => {
    await expect(open({ name, content: "x" })).rejects.toEqual(refusal("damaged"));
  });

  test("for what the directory says of all sizes together", async () => {
    const files = Array.from({ length: 5 }, (_, index) => ({
      name: `${index}`,
      content: "x",
      claimedBytes: 250 * 1024 * 1024,
    }));
    await expect(open(...files)).rejects.toEqual(refusal("too-large"));
  });

  test("for more files than an export has", async () => {
    const files = Array.from({ length: 20_001 }, (_, index) => ({
      name: `${index}`,
      content: "",
      packed: Buffer.of(),
      method: 0,
    }));
    await expect(open(...files)).rejects.toEqual(refusal("too-large"));
  });

  test("when it is cut off", async () => {
    const whole = packZip([{ name: "a", content: "x".repeat(100) }]);
    for (const end of [4, 30, whole.length - 1])
      await expect(openZip(whole.subarray(0, end))).rejects.toEqual(refusal("damaged"));
  });
});

describe("refuses one file", () => {
  test("for its size or its ratio, before it is unpacked", async () => {
    const zip = await openZip(fixture("1pux", "refuse-bomb.1pux"));
    await expect(zip.read("export.data")).rejects.toEqual(refusal("too-large"));
    const ratio = await open({ name: "a", content: "x", claimedBytes: 17 * 1024 * 1024 });
    await expect(ratio.read("a")).rejects.toEqual(refusal("too-large"));
  });

  test("that unpacks to more or less than the directory says, or to something else", async () => {
    const content = "x".repeat(1000);
    const zip = await open(
      { name: "more", content, claimedBytes: 10 },
      { name: "less", content, claimedBytes: 2000 },
      { name: "other", content, checksum: crc32("y") },
      { name: "torn", content, packed: deflateRawSync(content).subarray(0, 5) },
      { name: "fine", content },
    );
    for (const name of ["more", "less", "other", "torn", "missing"])
      await expect(zip.read(name)).rejects.toEqual(refusal("damaged"));
    expect(text(await zip.read("fine"))).toBe(content);
  });

  test("that has a password, or is packed in another way", async () => {
    const zip = await open(
      { name: "locked", content: "x", flags: 0x801 },
      { name: "odd", content: "x", method: 12 },
    );
    for (const name of zip.names) await expect(zip.read(name)).rejects.toEqual(refusal("unsupported"));
  });
});

test("a symlink isn't among the files", async () => {
  const zip = await open({ name: "link", content: "/etc/passwd", mode: 0o120777 });
  expect(zip.names).toEqual([]);
});
