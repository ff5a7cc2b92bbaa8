import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testServer } from "../../../test/test-server.ts";
import { V1Client } from "./testing/v1-client.ts";
import { ALICE } from "./testing/vectors/golden.ts";

const METHODS = ["PUT", "POST", "DELETE"] as const;
const ADDRESSES = ["/auth", "/categories", "/items", "/user"] as const;

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1, 1.5, 1e21, 2 ** 53, "", "x", "1", " ", "\u0000"),
  fc.constantFrom<unknown>([], {}, [[]], "\ud800", "x".repeat(9000), { toString: 1, constructor: 1 }),
  fc.constant<unknown>(JSON.parse('{"__proto__":{"items":[]}}')),
  fc.jsonValue({ maxDepth: 2 }),
);

const genopts = fc.record(
  { numChars: junk, min_length: junk, max_length: junk, valid_chars: junk, delimiter: junk },
  { requiredKeys: [] },
);
const item = fc.record(
  { id: fc.oneof(fc.constant(1), junk), name: junk, url: junk, blob: junk, category_id: junk },
  { requiredKeys: [] },
);
const listOf = (entry: fc.Arbitrary<unknown>) =>
  fc.oneof(fc.array(fc.oneof(entry, entry, junk), { maxLength: 3 }), junk);

const FIELDS = {
  items: listOf(item),
  auto_pass: fc.oneof(fc.constant(true), junk),
  unique: fc.oneof(fc.constant(true), junk),
  genopts: fc.oneof(genopts, junk),
  category_names: listOf(fc.string()),
  categories: listOf(fc.record({ id: fc.oneof(fc.constant(1), junk), name: junk }, { requiredKeys: [] })),
  ids: listOf(fc.integer({ min: 2 })),
  cascade: fc.oneof(fc.boolean(), junk),
  username: junk,
  password: junk,
  phrase: junk,
  new_username: junk,
  new_password: junk,
  exp_delta: junk,
} satisfies Record<string, fc.Arbitrary<unknown>>;

const body = fc.oneof(
  fc.record(FIELDS, { requiredKeys: [] }),
  fc.record(FIELDS),
  junk,
  fc.constantFrom(
    "{",
    "nul",
    "\ufeff{}",
    "1e999",
    '{"items":',
    `{"items":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
  ),
);

describe("nonsense for v1", () => {
  it("is a 4xx in the error shape, or does what it says; it never makes the server fail", async () => {
    await using server = await testServer();
    const client = new V1Client(server.url);
    await client.register();
    await client.must("PUT /categories", { category_names: ["c"] });
    await client.must("PUT /items", { items: [{ name: "i" }] });
    const ask = fc.record({
      method: fc.constantFrom(...METHODS),
      address: fc.constantFrom(...ADDRESSES),
      body,
    });
    await fc.assert(
      fc.asyncProperty(ask, async ({ method, address, body }) => {
        const answer = await client.ask(`${method} ${address}`, { body });
        expect(answer.status).toBeLessThan(500);
        const answered = answer.json();
        if (answer.status !== 200) {
          expect(answered).toEqual({
            status_code: answer.status,
            error: expect.stringMatching(/./),
            description: expect.any(String),
          });
        }
      }),
      { numRuns: 600 },
    );
    expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toEqual([]);
    await client.must("GET /fetchall");
  });

  it("in a header is a 4xx too", async () => {
    await using server = await testServer();
    const client = new V1Client(server.url);
    await client.register();
    const value = fc
      .oneof(fc.string({ unit: "binary-ascii" }), fc.string(), fc.constant("a.b.c"))
      .map((text) =>
        Buffer.from(text, "utf8")
          .toString("latin1")
          .replace(/[^\x20-\x7e\x80-\xff]/g, ""),
      );
    const names = ["x-opp-jwt", "x-opp-phrase", "content-type"];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), value, async (name, value) => {
        const { status } = await client.ask("DELETE /items", {
          body: { ids: [] },
          headers: { [name]: value },
        });
        const reading = await client.ask("GET /items", { headers: { [name]: value } });
        for (const got of [status, reading.status])
          expect(got === 200 || (got >= 400 && got < 500)).toBe(true);
        // Ten wrong passphrases end the session.
        if (reading.status === 401) await client.logIn(ALICE);
      }),
      { numRuns: 80 },
    );
    expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toEqual([]);
  });
});
