import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "./http-client.ts";
import { asSent, brokenInputsOf, inputsOf, proceduresWithInput } from "./nonsense.ts";
import type { Person } from "./person.ts";
import { type TestServer, testServer } from "./test-server.ts";

const TABLES = ["users", "categories", "items", "item_versions", "sessions", "audit_events"];

/** Everything that is stored, save when a session was last used. */
function readAll(dataFolder: string): unknown {
  const database = new Database(join(dataFolder, "vault.sqlite"), { readonly: true });
  try {
    return TABLES.map((table) =>
      database
        .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`)
        .all()
        .map((row) =>
          Object.entries(row).filter(
            ([column]) => !/last_?used/i.test(column) && !/seal_?used/i.test(column),
          ),
        ),
    );
  } finally {
    database.close();
  }
}

interface Refusal {
  error: {
    message: string;
    data: {
      httpStatus: number;
      vaultCode: string;
      details: { field?: string };
      fields: { path: string; message: string }[];
    };
  };
}

/** `items[0].name` as the schema's issues have it: `["items", 0, "name"]`. */
const written = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`,
    )
    .join("");

function expectNamesFields(answer: Answer, issues: readonly { path: readonly PropertyKey[] }[]): void {
  expect([answer.status, answer.text]).toEqual([400, expect.any(String)]);
  const { message, data } = (answer.json() as Refusal).error;
  expect(data.vaultCode).toBe("INVALID_INPUT");
  expect(data.fields.map(({ path }) => path)).toEqual(issues.map(({ path }) => written(path)));
  for (const field of data.fields) expect(field.message).not.toBe("");
  const [first] = data.fields;
  if (first?.path) {
    expect(data.details.field).toBe(first.path);
    expect(message).toContain(first.path);
  }
}

const procedures = proceduresWithInput();

/** A server with an account, a category and an item. */
async function furnishedServer(): Promise<{ server: TestServer; person: Person }> {
  const server = await testServer();
  const person = await server.person();
  await person.must("categories.create", { categories: [{ name: "c" }] });
  await person.must("items.create", { items: [{ name: "i" }] });
  return { server, person };
}

describe("broken input", () => {
  // One for all of them: each proves that it changes nothing.
  let server: TestServer;
  let person: Person;
  beforeAll(async () => {
    ({ server, person } = await furnishedServer());
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it.each(procedures)(
    "for $name gets an answer that names the field, and changes nothing",
    async ({ name, schema }) => {
      const before = readAll(server.dataFolder);
      await fc.assert(
        fc.asyncProperty(brokenInputsOf(schema), async (input) => {
          const answer = await person.call(name, input);
          // A query's input is part of the address.
          if (answer.status === 414) return;
          const { error } = schema.safeParse(asSent(input));
          expectNamesFields(answer, error?.issues ?? []);
        }),
        { numRuns: 40 },
      );
      expect(readAll(server.dataFolder)).toEqual(before);
      expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toEqual([]);
    },
  );
});

describe("nonsense", () => {
  it("is tried on the whole router", () => {
    expect(procedures.length).toBeGreaterThan(25);
  });

  it.each(procedures)("that $name takes for input never makes it fail", async ({ name, schema }) => {
    const furnished = await furnishedServer();
    await using server = furnished.server;
    const { person } = furnished;
    await fc.assert(
      fc.asyncProperty(inputsOf(schema), async (input) => {
        const answer = await person.call(name, input);
        if (answer.status >= 500) expect(answer.text).toBe("an answer below 500");
        if (answer.status === 401 && name !== "auth.login") await person.logIn();
      }),
      { numRuns: 5 },
    );
    expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toEqual([]);
  });

  it("on the way to a procedure is a 4xx too: broken JSON, broken batches, deep and strange values", async () => {
    await using server = await testServer();
    const person = await server.person();
    const before = readAll(server.dataFolder);
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const bodies = [
      "",
      "{",
      "nul",
      "\u0000",
      "[]",
      '{"0":',
      deep,
      `{"items":${deep}}`,
      '{"__proto__":{"items":[]}}',
      '"\\ud800"',
      "1e999",
      "\ufeff{}",
    ];
    const paths = [
      "items.create",
      "items.create?batch=1",
      "items.create,items.create?batch=1",
      "items.create,nothing?batch=1",
      ",?batch=1",
      "items.create?batch=1&batch=1",
    ];
    for (const path of paths) {
      for (const body of bodies) {
        const answer = await server.ask(`/api/trpc/${path}`, {
          method: "POST",
          headers: person.headers,
          body,
        });
        const statuses =
          answer.status === 207
            ? (answer.json() as Refusal[]).map(({ error }) => error.data.httpStatus)
            : [answer.status];
        for (const status of statuses)
          expect([path, body.slice(0, 30), status >= 400 && status < 500]).toEqual([
            path,
            body.slice(0, 30),
            true,
          ]);
      }
    }
    for (const query of [
      "input=",
      "input={",
      "input=%00",
      "input=[]&batch=1",
      "batch=1&input={%220%22:5}",
      "input=%ff",
      "a[b]=c",
    ]) {
      const { status } = await server.ask(`/api/trpc/items.get?${query}`, { headers: person.headers });
      expect([query, status]).toEqual([query, 400]);
    }
    expect(readAll(server.dataFolder)).toEqual(before);
    expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toEqual([]);
  });

  it.each(["authorization", "x-opp-phrase", "x-opp-phrase-base64"])(
    "in the header %s is a 4xx",
    async (header) => {
      await using server = await testServer();
      const person = await server.person();
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.string({ unit: "binary-ascii" }),
            fc.string(),
            fc.base64String(),
            fc.constant("Bearer a.b.c"),
          ),
          async (text) => {
            const value = Buffer.from(text, "utf8")
              .toString("latin1")
              .replace(/[^\x20-\x7e\x80-\xff]/g, "");
            const headers = { ...person.headers, [header]: value };
            const { status } = await server.ask("/api/trpc/categories.list", { headers });
            // Ten wrong passphrases end the session, and an empty header is none.
            if (status === 401) await person.logIn();
            expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
          },
        ),
        { numRuns: 60 },
      );
      expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toEqual([]);
    },
  );
});
