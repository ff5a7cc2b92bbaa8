import { describe, expect, it } from "vitest";
import { V1Client } from "../src/rest/v1/testing/v1-client.ts";
import { testServer } from "./test-server.ts";

/** JSON with the bytes in place of `?`. */
const withBytes = (value: unknown, ...bytes: number[]): Buffer => {
  const [before = "", after = ""] = JSON.stringify(value).split("?");
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
};

const NO_UTF8 = [
  ["Latin-1", [0xfc]],
  ["a surrogate's bytes", [0xed, 0xa0, 0x80]],
  ["a cut letter", [0xe2, 0x82]],
] as const;

describe("what isn't UTF-8 is refused, and never stored as something else", () => {
  it.each(NO_UTF8)("in a procedure's body: %s", async (_what, bytes) => {
    await using server = await testServer();
    const person = await server.person();
    const { headers } = person;
    for (const [procedure, input] of [
      ["items.create", { items: [{ name: "Router", password: "?" }] }],
      ["account.changePassphrase", { password: person.password, newPassphrase: "a long pass?phrase" }],
      ["auth.register", { username: "bob", password: "bob's password", passphrase: "a long pass?phrase" }],
    ] as const) {
      const answer = await server.ask(`/api/trpc/${procedure}`, {
        headers,
        body: withBytes(input, ...bytes),
      });
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("isn't valid UTF-8")]);
    }
    expect(await person.must("items.list")).toMatchObject({ items: [] });
  });

  it.each(NO_UTF8)("in a body of v1: %s", async (_what, bytes) => {
    await using server = await testServer();
    const ann = new V1Client(server.url);
    await ann.register();
    for (const [request, body] of [
      ["PUT /items", { items: [{ name: "Router", password: "?" }] }],
      ["PUT /categories", { category_names: ["?"] }],
      ["PUT /user", { username: "bob", password: "bob's password", phrase: "a long pass?phrase" }],
      ["POST /auth", { username: "bob", password: "?" }],
    ] as const) {
      const [method = "", path = ""] = request.split(" ");
      const answer = await server.ask(`/api/v1${path}`, {
        method,
        headers: { "x-opp-jwt": ann.token, "x-opp-phrase": ann.phrase },
        body: withBytes(body, ...bytes),
      });
      expect([request, answer.status, answer.json()]).toEqual([
        request,
        400,
        { status_code: 400, error: "Bad Request", description: expect.stringContaining("isn't valid UTF-8") },
      ]);
    }
    expect(await ann.must("GET /fetchall")).toMatchObject({ items: [], categories: [] });
  });

  it("in an address", async () => {
    await using server = await testServer();
    const { headers } = await server.person();
    const answers = await Promise.all(
      ["%FC", "%ED%A0%80", "\u00fc"].map((name) =>
        server.ask(`/api/trpc/items.find?input=%7B%22name%22%3A%22${name}%22%7D`, { headers }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });
});

describe("half a character, as JSON can write it", () => {
  it("is refused by procedures and by v1 with the field's name", async () => {
    await using server = await testServer();
    const person = await server.person();
    const { headers } = person;
    const create = (body: string) => server.ask("/api/trpc/items.create", { headers, body });
    const answer = await create('{"items":[{"name":"Router","password":"\\ud800"}]}');
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining("items[0].password: password contains half a character"),
    ]);
    const ann = new V1Client(server.url);
    await ann.register();
    for (const [request, body] of [
      ["PUT /items", '{"items":[{"password":"\\ud800"}]}'],
      ["PUT /categories", '{"category_names":["\\udfff"]}'],
      ["PUT /user", '{"username":"bob","password":"bob\'s password","phrase":"a long \\ud800 phrase"}'],
    ] as const) {
      const refused = await ann.ask(request, { body });
      expect([request, refused.status, refused.text]).toEqual([
        request,
        400,
        expect.stringContaining("half a character"),
      ]);
    }
    expect((await create('{"items":[{"name":"\\ud83d\\ude00"}]}')).status).toBe(200);
    expect(await person.must("items.list")).toMatchObject({ items: [{ name: "😀" }] });
  });
});
