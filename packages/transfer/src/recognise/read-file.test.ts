import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fixture } from "../testing/fixtures.ts";
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
