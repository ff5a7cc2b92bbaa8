import { request } from "node:http";
import { expect, it } from "vitest";
import { testServer } from "../../test/test-server.ts";
import { BytesUnderWay } from "./bytes-under-way.ts";

it("an owner who has too many bytes under way is refused, and others aren't", () => {
  const underWay = new BytesUnderWay<string>(100);
  const [end, endOther] = [underWay.add("ada", 60), underWay.add("ada", 40)];
  expect(() => underWay.add("ada", 1)).toThrow(expect.objectContaining({ code: "BUSY" }));
  underWay.add("bob", 100);
  end();
  end();
  expect(() => underWay.add("ada", 61)).toThrow(expect.objectContaining({ code: "BUSY" }));
  underWay.add("ada", 60)();
  endOther();
  underWay.add("ada", 100);
});

it("large bodies of one account are refused past their limit while others are under way", async () => {
  const environment = { OPP_MAX_BODY_BYTES: String(1024 * 1024) };
  await using server = await testServer({ environment });
  const [ada, bob] = [await server.person("ada"), await server.person("bob")];
  const body = JSON.stringify({ items: [{ name: "Router", blob: "x".repeat(100_000) }] });
  const create = (person: typeof ada) =>
    server.ask("/api/trpc/items.create", { method: "POST", headers: person.headers, body });
  // Two of them have room, and the one that comes last is refused.
  const unfinished = Array.from({ length: 3 }, () => {
    const sent = request(`${server.url}/api/trpc/items.create`, {
      method: "POST",
      headers: { ...ada.headers, "content-type": "application/json", "content-length": 1024 * 1024 },
    });
    sent.on("error", () => undefined);
    sent.write("{");
    return sent;
  });
  const statuses = unfinished.map(
    (sent) => new Promise((resolve) => sent.once("response", ({ statusCode }) => resolve(statusCode))),
  );
  expect(await Promise.race(statuses)).toBe(503);
  const refused = await create(ada);
  expect(refused.json()).toMatchObject({ error: { data: { vaultCode: "BUSY" } } });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect((await create(bob)).status).toBe(200);
  for (const sent of unfinished) sent.destroy();
  await expect.poll(async () => (await create(ada)).status, { timeout: 15_000 }).toBe(200);
});
