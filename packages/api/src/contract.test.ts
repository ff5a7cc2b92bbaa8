import { API_CONTRACT, CONTRACT_HEADER } from "@opp/core/schemas/contract";
import { describe, expect, it } from "vitest";
import { encodePassphrase, openTestApi } from "./testing/test-api.ts";
import { callByPath, walkRouter } from "./testing/walk-router.ts";

const outdated = { refused: { code: "PRECONDITION_FAILED", vaultCode: "CLIENT_OUTDATED" } };

/** A caller of Ada's with this number; undefined: it names none. */
async function openWorld(contract: string | undefined) {
  const api = await openTestApi();
  const { token, passphrase } = await api.account("ada");
  const call = api.caller({
    authorization: `Bearer ${token}`,
    "x-opp-phrase-base64": encodePassphrase(passphrase),
    ...(contract !== undefined && { [CONTRACT_HEADER]: contract }),
  });
  return { call, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

describe("a page of another contract", () => {
  it("changes nothing at any door, whatever it sends there", async () => {
    await using world = await openWorld(String(API_CONTRACT - 1));
    const doors = walkRouter().filter(({ path, type }) => type === "mutation" && path !== "auth.logout");
    expect(doors.length).toBeGreaterThan(20);
    for (const { path } of doors)
      expect({ path, ...(await callByPath(world.call, path, { "no such field": 1 })) }).toMatchObject({
        path,
        ...outdated,
      });
  });

  it("still reads, and logs out", async () => {
    await using world = await openWorld("another");
    expect(await world.call.items.list({})).toMatchObject({ items: [] });
    await world.call.auth.logout();
  });

  it("is told from the same contract, and from programs that name none", async () => {
    for (const contract of [String(API_CONTRACT), undefined]) {
      await using world = await openWorld(contract);
      const { categories } = await world.call.categories.create({ categories: [{ name: "Money" }] });
      expect(categories).toHaveLength(1);
    }
  });
});
