import { describe, expect, it } from "vitest";
import { testServer } from "../../../test/test-server.ts";
import { V1Client } from "./testing/v1-client.ts";
import { STORIES } from "./testing/vectors/golden.ts";

const ITEMS = [
  {
    name: "Mail",
    url: "https://mail.example",
    account: "a-1",
    username: "al",
    password: "secret-1",
    blob: "note",
    category_id: 1,
  },
  { name: "Loose" },
];

describe("REST v1 answers as OpenPassPhrase did", () => {
  it.each(STORIES)("about $story", async ({ pairs }) => {
    await using server = await testServer();
    const client = new V1Client(server.url);
    await client.register();
    await client.must("PUT /categories", { category_names: ["Work", "Home"] });
    await client.must("PUT /items", { items: ITEMS });
    for (const { ask, body, headers, status, answer, answerHeaders } of pairs) {
      const got = await client.ask(ask, { body, ...(headers && { headers }) });
      const what = `${ask} ${JSON.stringify(body) ?? ""}`;
      expect([what, got.status, got.text]).toEqual([what, status, expect.any(String)]);
      if (answer !== undefined) expect([what, got.json()]).toEqual([what, answer]);
      expect(got.headers).toMatchObject({ "cache-control": "no-store", ...answerHeaders });
      if (got.text !== "") expect(got.headers["content-type"]).toBe("application/json; charset=utf-8");
    }
    expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toEqual([]);
  });

  it("in more than 130 pairs", () => {
    expect(STORIES.flatMap(({ pairs }) => pairs).length).toBeGreaterThan(130);
  });
});
