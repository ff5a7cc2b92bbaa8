import { openRaw } from "@opp/core/testing/owner";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type IdKind, sampleInput } from "./testing/sample-input.ts";
import { openTestApi, type TestApi } from "./testing/test-api.ts";
import { callByPath, walkRouter } from "./testing/walk-router.ts";

const SESSION = "d".repeat(32);
const isText = (kind: IdKind) => kind === "session" || kind === "upload" || kind === "link";
const withInput = walkRouter().flatMap(({ path, input }) =>
  input instanceof z.ZodType ? [{ path, input }] : [],
);

/** Every table, byte for byte: what was refused has changed nothing. */
function dump({ vault }: TestApi): unknown {
  using raw = openRaw(vault.databasePath);
  const tables = raw
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  return tables.map((table) => [table, raw.prepare(`SELECT * FROM "${table}"`).all()]);
}

/** Every part of a JSON value, as the keys that lead to it. */
function pathsOf(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...at]];
  return [[...at], ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...at, key]))];
}

/** A copy with the part at this path replaced; undefined takes it away. */
function replaceAt(value: unknown, path: readonly string[], replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const copy: unknown = structuredClone(value);
  Reflect.set(Object(copy), key, replaceAt(Reflect.get(Object(value), key), rest, replacement));
  return copy;
}

const NASTY = [
  "",
  "\u0000",
  "\ud800",
  "x".repeat(10_000),
  "__proto__",
  "9".repeat(30),
  null,
  -1,
  0,
  0.5,
  1e308,
  2 ** 53,
  [],
  {},
  true,
];

/** A good input with one part of it broken, or any JSON at all; as it comes over HTTP, so `__proto__` is a key like any other. */
function brokenInputs(sample: unknown) {
  const value = fc.oneof(fc.constantFrom<unknown>(...NASTY), fc.jsonValue());
  const replaced = fc.tuple(fc.constantFrom(...pathsOf(sample)), fc.option(value, { nil: undefined }));
  const keys = fc.constantFrom("__proto__", "constructor", "toString", "userId", "sealed");
  const extra = keys.map((key) =>
    JSON.parse(
      `${JSON.stringify(sample ?? {}).replace(/\}$/, "")}${sample && Object.keys(sample).length > 0 ? "," : ""}"${key}":{"admin":true}}`,
    ),
  );
  return fc.oneof(
    replaced.map(([path, replacement]) => replaceAt(sample, path, replacement)),
    extra,
    fc.jsonValue(),
  );
}

describe("nonsense", () => {
  for (const { path, input } of withInput) {
    it(`is refused by ${path}, which names the field and changes nothing`, async () => {
      await using api = await openTestApi();
      const { call } = await api.account("ada");
      const sample = path.startsWith("generator.")
        ? {}
        : sampleInput(input, 2, (kind, row) => (isText(kind) ? SESSION : row + 1));
      const before = dump(api);
      await fc.assert(
        fc.asyncProperty(brokenInputs(sample), async (broken) => {
          const { error } = input.safeParse(broken);
          fc.pre(error !== undefined);
          const answer = await callByPath(call, path, broken);
          expect(answer).toMatchObject({ refused: { code: "BAD_REQUEST", vaultCode: "INVALID_INPUT" } });
          if (!("refused" in answer)) throw new Error("unreachable");
          expect(answer.refused.fields.map((field) => field.path)).toHaveLength(error?.issues.length ?? 0);
          if (error?.issues[0]?.path.length) expect(answer.refused.details).toHaveProperty("field");
        }),
        { numRuns: 60 },
      );
      expect(dump(api)).toEqual(before);
      expect(api.bugs).toEqual([]);
    });
  }
});

describe("numbers and cursors at the edge of what is allowed", () => {
  const EDGES = [1, 2, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER];
  const inVault = withInput.filter(({ path }) =>
    /^(administration|categories|imports|items|sessions|vault)\./.test(path),
  );

  for (const { path, input } of inVault) {
    it(`are no bug in ${path}`, async () => {
      await using api = await openTestApi();
      const { call } = await api.account("ada");
      for (let first = 0; first < EDGES.length; first += 1) {
        const sample = sampleInput(input, 2, (kind, row) =>
          isText(kind) ? SESSION : EDGES[(first + row) % EDGES.length],
        );
        await callByPath(call, path, sample);
        await callByPath(
          call,
          path,
          JSON.parse(JSON.stringify(sample ?? null), (key, value) =>
            key === "revision" ? EDGES[first] : value,
          ) ?? undefined,
        );
      }
      expect(api.bugs).toEqual([]);
    });
  }

  it("are no bug as a page's cursor", async () => {
    await using api = await openTestApi();
    const { call } = await api.account("ada");
    await call.items.create({ items: [{ name: "a" }] });
    for (const cursor of [
      "0.0",
      "-0.0",
      "-999999999999999.999999999999999",
      "999999999999999.000000000000000",
      "00.01",
    ]) {
      expect(await callByPath(call, "items.list", { cursor })).toHaveProperty("ok");
    }
    expect(api.bugs).toEqual([]);
  });
});
