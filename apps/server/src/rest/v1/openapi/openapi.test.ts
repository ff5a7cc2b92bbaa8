import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { testServer } from "../../../../test/test-server.ts";
import { ENDPOINTS } from "../routes.ts";
import { answers } from "../schemas/answer-schemas.ts";
import { requests } from "../schemas/requests.ts";
import { STORIES } from "../testing/vectors/golden.ts";
import { openApiDocument } from "./openapi.ts";

const pairs = STORIES.flatMap((story) => story.pairs);
const document = openApiDocument("0.0.0-test", ENDPOINTS);
const endpointOf = (ask: string) => {
  const [method = "", path = ""] = ask.split(" ");
  return ENDPOINTS.get(path)?.[method];
};

describe("the OpenAPI document of v1", () => {
  it("passes the linter", async () => {
    const source = JSON.stringify(document);
    const problems = await lintFromString({
      source,
      config: await createConfig({ extends: ["recommended"], rules: { "operation-4xx-response": "error" } }),
    });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it("has every method that the addresses say they take, and no other", async () => {
    await using server = await testServer();
    for (const [path, methods] of Object.entries(document.paths)) {
      const { headers } = await server.ask(`/api/v1${path}`, { method: "OPTIONS" });
      const taken = String(headers["allow"]).toLowerCase().split(", ");
      const told = Object.keys(methods);
      const implied = told.includes("get") ? ["head", "options"] : ["options"];
      expect([path, ...taken]).toEqual([path, ...[...told, ...implied].toSorted()]);
    }
    expect(Object.keys(document.paths)).toHaveLength(6);
  });

  it("is served to anybody, is not sent twice, and goes with v1", async () => {
    await using server = await testServer();
    const answer = await server.ask("/api/v1/openapi.json");
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(document)));
    const etag = String(answer.headers["etag"]);
    const again = await server.ask("/api/v1/openapi.json", { headers: { "if-none-match": etag } });
    expect([again.status, again.text]).toEqual([304, ""]);
    await using without = await testServer({ environment: { OPP_REST_V1: "off" } });
    expect((await without.ask("/api/v1/openapi.json")).status).not.toBe(200);
  });

  it("describes what v1 answers: each golden answer is one of its schemas'", () => {
    for (const { ask, status, answer } of pairs) {
      const endpoint = endpointOf(ask);
      if (answer === undefined || !endpoint) continue;
      const schema = status === 200 ? answers[endpoint.answers] : answers.Refusal;
      const parsed = schema.safeParse(plain(answer));
      expect([ask, answer, parsed.error?.issues ?? []]).toEqual([ask, answer, []]);
    }
  });

  it("describes what v1 takes: each golden request that succeeds is one of its schemas'", () => {
    let seen = 0;
    for (const { ask, status, body } of pairs) {
      const endpoint = endpointOf(ask);
      if (status !== 200 || !endpoint?.takes || typeof body !== "object") continue;
      seen += 1;
      const parsed = requests[endpoint.takes].safeParse(body);
      expect([ask, body, parsed.error?.issues ?? []]).toEqual([ask, body, []]);
    }
    expect(seen).toBeGreaterThan(20);
  });

  it("describes no more than v1 takes: what is refused for its form isn't one of its schemas'", () => {
    const form =
      /^(Missing|Empty|Invalid) (item|category)|^Required payload|list form!$|parameter is empty!$|^Invalid cascade/;
    let seen = 0;
    for (const { ask, body, answer } of pairs) {
      const endpoint = endpointOf(ask);
      const error = z.object({ error: z.string().regex(form) }).safeParse(answer);
      if (!error.success || !endpoint?.takes || typeof body !== "object") continue;
      seen += 1;
      expect([ask, body, requests[endpoint.takes].safeParse(body).success]).toEqual([ask, body, false]);
    }
    expect(seen).toBeGreaterThan(20);
  });

  it("writes the limits that the procedures hold", () => {
    const text = JSON.stringify(z.toJSONSchema(requests.NewItems, { unrepresentable: "any" }));
    expect(text).toContain('"maxLength":1048576');
    expect(text).toContain('"maxLength":8192');
  });
});

/** Expectations of the golden pairs, such as any text, as a value of their kind. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("asymmetricMatch" in value) return "sample" in value && value.sample === Number ? 1 : "some text";
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
