import { describe, expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readOne, readText } from "../../testing/read-text.ts";

describeFixtures("lastpass-csv");

const HEADER = "url,username,password,totp,extra,name,grouping,fav\n";
const note = (text: string) => readOne(`${HEADER}http://sn,,,,"${text}",n,,0`);

describe("a secure note", () => {
  test("a line that isn't a label of its form belongs to the value before", async () => {
    const { fields } = await note("NoteType:Server\nHostname:h\nport: 22\nUsername:u\nPassword:a\nb");
    expect(fields).toEqual([
      { name: "NoteType", kind: "text", value: "Server" },
      { name: "Hostname", kind: "text", value: "h\nport: 22" },
    ]);
  });

  test("a bank account has its number in its place, a Wi-Fi its password", async () => {
    expect(await note("NoteType:Bank Account\nAccount Number:4711\nPin:1\nNotes:")).toMatchObject({
      kind: "bank",
      account: "4711",
      fields: [{ name: "NoteType" }, { name: "Pin", kind: "hidden", value: "1" }],
    });
    expect(await note("NoteType:Wi-Fi Password\nSSID:home\nPassword:w")).toMatchObject({
      kind: "wifi",
      password: "w",
    });
  });

  test("headers inside of a key are part of it", async () => {
    const key =
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nFormat:x\n-----END RSA PRIVATE KEY-----";
    const { fields } = await note(`NoteType:SSH Key\nPrivate Key:${key}\nPublic Key:p`);
    expect(fields.map(({ value }) => value)).toEqual(["SSH Key", key, "p"]);
  });

  test("a form of another program's making takes any label, and hides what is named like a password", async () => {
    const { fields } = await note("NoteType:Custom_1\nKennwort:k\nOrt:o\nmore");
    expect(fields.slice(1)).toEqual([
      { name: "Kennwort", kind: "hidden", value: "k" },
      { name: "Ort", kind: "text", value: "o\nmore" },
    ]);
  });
});

test("an address that is only a scheme is none", async () => {
  expect(await readOne(`${HEADER}http://,u,p,,,n,,0`)).toMatchObject({ url: "", password: "p" });
});

test("a record over several rows is put together with its empty lines, and never with a whole one", async () => {
  const read = await readText(`${HEADER},,,,one\ntwo\n\nthree,n,,0\nstray\nhttps://x.example,u,p,,,x,,0`);
  expect(read.items).toMatchObject([{ blob: "one\ntwo\n\nthree" }, { name: "x", url: "https://x.example" }]);
  expect(read.notices.map(({ kind, row }) => [kind, row])).toEqual([
    ["noted", 2],
    ["left-out", 6],
  ]);
});

test("a table copied from LastPass's page has its characters back, a raw one keeps what looks like an entity", async () => {
  const page = await readText(`${HEADER}https://x.example/?a&amp;b,u,&lt;p&amp;amp;&#39;,,,n,,0`);
  expect(page.items).toMatchObject([{ url: "https://x.example/?a&b", password: "<p&amp;'" }]);
  const raw = await readText(`${HEADER}https://x.example/,u,&lt;p,,a < b,n,,0`);
  expect(raw.items).toMatchObject([{ password: "&lt;p" }]);
});

test("LastPass's page, saved as HTML, is read", async () => {
  const read = await readText(
    `<html><body><pre>${HEADER}https://x.example,u,&quot;p,&lt;1&quot;,,,n,,0\n</pre></body></html>`,
  );
  expect(read).toMatchObject({ format: "lastpass-csv", items: [{ name: "n", password: "p,<1" }] });
});
