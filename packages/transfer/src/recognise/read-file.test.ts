import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fixture } from "../testing/fixtures.ts";
import { packZip } from "../testing/pack-zip.ts";
import { readFile } from "./read-file.ts";
import { takeLook } from "./take-look.ts";

const NOTHING = { password: null, keyFile: null };
const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
const refusal = (reason: string, about: RegExp) =>
  expect.objectContaining({ name: "ImportRefusal", reason, message: expect.stringMatching(about) });

describe("a known file that can't be read is named, with the way out", () => {
  test.each([
    ["an empty file", bytes(""), "damaged", /empty/],
    ["spaces only", bytes(" \n\t"), "damaged", /empty/],
    ["KeePass 1", fixture("kdbx", "refuse-keepass1.kdb"), "unsupported", /KeePass 1.*\.kdbx/],
    ["PDF", bytes("%PDF-1.7\n"), "unsupported", /PDF/],
    ["SQLite", bytes("SQLite format 3\0\u0010"), "unsupported", /database.*export/],
    ["PGP", bytes("-----BEGIN PGP MESSAGE-----\n"), "unsupported", /PGP.*gpg/],
    ["age", bytes("age-encryption.org/v1\n"), "unsupported", /age/],
    [
      "1pif",
      bytes('{"uuid":"x"}\n***5642bee8-a5ff-11dc-8314-0800200c9a66***\n'),
      "unsupported",
      /1pif.*1PUX/,
    ],
    ["a picture", bytes("\x89PNG\r\n\x1a\n", "latin1"), "unsupported", /picture/],
    ["KeePass 1 XML", bytes('<?xml version="1.0"?>\n<pwlist/>'), "unsupported", /KeePass 1 XML/],
    ["XML of others", bytes("<!-- <pwlist> --><other/>"), "unsupported", /XML/],
    ["andOTP", bytes('[{"secret":"JBSWY3DP","type":"TOTP"}]'), "unsupported", /andOTP/],
    ["Ente Auth", bytes('{"version":1,"kdfParams":{},"encryptedData":""}'), "unsupported", /Ente Auth/],
    ["JSON of others", bytes('{"hello":1}'), "unsupported", /JSON/],
    ["JSON cut off", bytes('{"hello":'), "damaged", /cut off/],
    ["a zip cut off", bytes("PK\u0003\u0004rest"), "damaged", /zip/],
    [
      "random bytes",
      Uint8Array.from({ length: 4096 }, (_, i) => (i * i * 31 + i * 7) % 256),
      "unknown",
      /none/,
    ],
  ])("%s", async (_, content, reason, about) => {
    await expect(readFile(content, NOTHING)).rejects.toEqual(refusal(reason, about));
  });

  test("by its name where the content says nothing", async () => {
    const content = Uint8Array.from({ length: 512 }, (_, i) => (i * 57) % 256);
    await expect(readFile(content, { ...NOTHING, fileName: "backup.dash" })).rejects.toEqual(
      refusal("unsupported", /Dashlane.*CSV/),
    );
  });
});

describe("a format that the owner names", () => {
  const bitwarden = bytes('{"encrypted":false,"folders":[],"items":[{"type":2,"name":"n"}]}');

  test("is what the file is read as", async () => {
    const read = await readFile(bitwarden, { ...NOTHING, format: "bitwarden-json" });
    expect(read).toMatchObject({ format: "bitwarden-json", items: [{ name: "n" }] });
  });

  test.each(["enpass-json", "1pux", "csv"] as const)(
    "and isn't %s is refused with what it looks like",
    async (format) => {
      await expect(readFile(bitwarden, { ...NOTHING, format })).rejects.toEqual(
        refusal("unknown", /looks like Bitwarden JSON/),
      );
    },
  );
});

describe("a zip that holds an export and nothing else", () => {
  const csv = "name,url,username,password\nOne,https://one.example,ada,p\n";

  test("is looked into, past what a Mac adds", async () => {
    const zip = packZip([
      { name: "__MACOSX/._passwords.csv", content: "x" },
      { name: "my export/passwords.csv", content: csv },
      { name: "my export/README.md", content: "text" },
    ]);
    expect(await readFile(zip, NOTHING)).toMatchObject({ format: "chrome-csv", items: [{ name: "One" }] });
  });

  test("is looked into once, and not where there are two", async () => {
    const inner = packZip([{ name: "passwords.csv", content: csv }]);
    const twice = packZip([{ name: "inner.zip", content: inner }]);
    await expect(readFile(twice, NOTHING)).rejects.toEqual(refusal("unknown", /none/));
    const two = packZip([
      { name: "a.csv", content: csv },
      { name: "b.csv", content: csv },
    ]);
    await expect(readFile(two, NOTHING)).rejects.toEqual(refusal("unknown", /none/));
  });

  test.each([
    ["an OPVault", "my.opvault/default/profile.js", /OPVault.*1PUX/],
    ["a spreadsheet", "xl/workbook.xml", /Office.*CSV/],
    ["an exchange archive", "a/b.jwe", /CXP/],
  ])("and is %s is named", async (_, name, about) => {
    const zip = packZip([
      { name, content: "x" },
      { name: "other.bin", content: "y" },
    ]);
    await expect(readFile(zip, NOTHING)).rejects.toEqual(refusal("unsupported", about));
  });
});

describe("the first look", () => {
  test("skips the byte order mark and spaces, and finds the root behind the prolog", async () => {
    const source =
      '\ufeff \n<?xml version="1.0"?><!-- <a> --><!DOCTYPE a [<!ENTITY b "c">]><KeePassFile x="1"/>';
    expect(await takeLook(bytes(source))).toMatchObject({ shape: "xml", root: "KeePassFile" });
    expect(await takeLook(bytes("\ufeff\r\n [1]"))).toEqual({ shape: "json", value: [1], decoding: [] });
    expect(await takeLook(bytes("\notpauth://totp/a?secret=AA\r\nx"))).toMatchObject({
      shape: "lines",
      lines: ["", "otpauth://totp/a?secret=AA", "x"],
    });
  });

  test("unpacks gzip once", async () => {
    const packed = gzipSync("[2]");
    expect(await takeLook(packed)).toMatchObject({ shape: "json", value: [2] });
    expect(await takeLook(gzipSync(packed))).toMatchObject({ shape: "binary" });
  });

  test("refuses a gzip bomb, and one that is cut off", async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024));
    await expect(takeLook(bomb)).rejects.toEqual(refusal("too-large", /MiB/));
    await expect(takeLook(gzipSync("[2]").subarray(0, 15))).rejects.toEqual(refusal("damaged", /damaged/));
  });
});
