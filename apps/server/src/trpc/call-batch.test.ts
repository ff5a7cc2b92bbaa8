import { text } from "node:stream/consumers";
import { type ApiDeps, createContext } from "@opp/api/context";
import { describe, expect, it } from "vitest";
import { testServer } from "../../test/test-server.ts";
import { callBatch } from "./call-batch.ts";
import { jointStatus, type ProcedureCall } from "./procedure-calls.ts";

async function openWorld() {
  let api: ApiDeps | undefined;
  const server = await testServer({
    addRoutes: (_, deps) => {
      api = deps;
    },
  });
  const person = await server.person();
  const context = async () => {
    if (!api) throw new Error("The server gave no parts.");
    const rawHeaders = Object.entries(person.headers).flat();
    return createContext(api, {
      rawHeaders,
      userAgent: undefined,
      address: "127.0.0.1",
      requestId: "test",
      scheme: "http",
      port: 80,
    });
  };
  return {
    person,
    async batch(calls: readonly ProcedureCall[], maxChars: number) {
      const { outcomes, body } = await callBatch(calls, context(), maxChars);
      const answers: unknown = JSON.parse(await text(body));
      return { status: jointStatus(outcomes), statuses: outcomes.map(({ status }) => status), answers };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const listing: ProcedureCall = { path: "items.list", type: "query", input: () => undefined };
const creation = (name: string): ProcedureCall => ({
  path: "items.create",
  type: "mutation",
  input: () => ({ items: [{ name }] }),
});

describe("the answers of a batch", () => {
  it("are one JSON text in the order of the calls", async () => {
    await using world = await openWorld();
    const { status, answers } = await world.batch([creation("Router"), listing], 10_000);
    expect(status).toBe(200);
    expect(answers).toMatchObject([
      { result: { data: { items: [{ name: "Router" }] } } },
      { result: { data: { items: [{ name: "Router" }] } } },
    ]);
  });

  it("end where they are too large together: the rest isn't read, and says how to page", async () => {
    await using world = await openWorld();
    await world.person.must("items.create", { items: [{ name: "Router" }] });
    const { status, statuses, answers } = await world.batch(
      Array.from({ length: 10 }, () => listing),
      700,
    );
    expect(status).toBe(207);
    expect(statuses[0]).toBe(200);
    // Two answers reach the limit, and three more calls may be under way by then.
    expect(statuses.slice(5)).toEqual([400, 400, 400, 400, 400]);
    expect(answers).toHaveLength(10);
    expect(answers).toMatchObject({
      0: { result: { data: { items: [{ name: "Router" }] } } },
      9: {
        error: {
          message: expect.stringContaining("read smaller pages: items.list with limit and cursor"),
          data: { vaultCode: "INVALID_INPUT", details: { reason: "batch-full" } },
        },
      },
    });
  });

  it("refuse a change before it is made, never after", async () => {
    await using world = await openWorld();
    const { statuses } = await world.batch([creation("one"), creation("two"), creation("three")], 10);
    expect(statuses).toEqual([200, 400, 400]);
    expect(await world.person.must("items.list")).toMatchObject({ items: [{ name: "one" }] });
  });
});
