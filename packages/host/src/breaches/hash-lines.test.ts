import { describe, expect, it } from "vitest";
import { HashLines } from "./hash-lines.ts";

const A = "0".repeat(39);
const [ONE, TWO, THREE] = [`${A}1`, `${A}2`, `${A}B`];

/** What is read of a text that comes in pieces of so many bytes. */
function read(text: string | Uint8Array, { range = "", piece = 1000 } = {}): string[] {
  const read: string[] = [];
  const lines = new HashLines("list.txt", range, (hash, count) =>
    read.push(`${Buffer.from(hash).toString("hex").toUpperCase()}:${count}`),
  );
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; at += piece) lines.read(bytes.subarray(at, at + piece));
  lines.end();
  return read;
}

describe("a list of hashes", () => {
  it.each([
    ["line ends of Windows", `${ONE}:3\r\n${TWO}:42\r\n`],
    ["line ends of Unix", `${ONE}:3\n${TWO}:42\n`],
    ["no end of the last line", `${ONE}:3\n${TWO}:42`],
    ["empty lines", `\n${ONE}:3\n\r\n${TWO}:42\n\n`],
    ["small letters", `${ONE}:3\n${TWO}:42\n`.toLowerCase()],
    ["a byte order mark", `\ufeff${ONE}:3\n${TWO}:42\n`],
    ["padding, which was never seen", `${ONE}:3\n${TWO}:42\n${THREE}:0\n`],
  ])("may have %s", (_, text) => {
    expect(read(text)).toEqual([`${ONE}:3`, `${TWO}:42`]);
  });

  it("is the same in pieces of any size", () => {
    const hashes = Array.from({ length: 40 }, (_, index) => {
      const digits = (index * 7919).toString(16).toUpperCase().padStart(5, "0");
      return `${digits}${"9F".repeat(17)}0:${10 ** (index % 12)}`;
    });
    const text = hashes.join("\r\n");
    for (let piece = 1; piece < 130; piece += 1) expect(read(text, { piece })).toEqual(hashes);
  });

  it("lacks the digits of the range in a range file", () => {
    expect(read(`${ONE.slice(5)}:1\n${"F".repeat(35)}:2\n`, { range: "ABCDE" })).toEqual([
      `ABCDE${ONE.slice(5)}:1`,
      `ABCDE${"F".repeat(35)}:2`,
    ]);
  });

  it.each([
    [
      "a short hash",
      `${ONE}:1\n${TWO.slice(1)}:1\n`,
      "line 2 isn't 40 hexadecimal digits, a colon and a number.",
    ],
    ["a long hash", `${ONE}0:1\n`, "line 1 isn't"],
    ["another digit", `${ONE.replace("1", "G")}:1\n`, "line 1 isn't"],
    ["no count", `${ONE}\n${TWO}\n`, "line 1 isn't"],
    ["an empty count", `${ONE}:\n`, "line 1 isn't"],
    ["more behind the count", `${ONE}:1 \n`, "line 1 isn't"],
    ["a cut last line", `${ONE}:1\n${TWO.slice(0, 20)}`, "line 2 isn't"],
    ["a count without end", `${ONE}:${"1".repeat(99)}\n`, "line 1 has a count of more than 15 digits."],
    ["NTLM hashes", `${"A".repeat(32)}:1\n`, "line 1 has an NTLM hash. Download the list with SHA-1 hashes."],
    ["another order", `${ONE}:1\n\n${THREE}:1\n${TWO}:1\n`, "line 4 is out of order."],
    ["a hash twice", `${ONE}:1\n${ONE}:1\n`, "line 2 repeats the line before it."],
    ["no end of line", "A".repeat(1_000_000), "line 1 isn't"],
  ])("with %s is refused, naming the line", (_, text, says) => {
    for (const piece of [7, 1000]) expect(() => read(text, { piece })).toThrow(`list.txt: ${says}`);
  });
});
