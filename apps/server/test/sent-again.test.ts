import { VaultError } from "@opp/core/errors";
import { describe, expect, it, vi } from "vitest";
import { type TestServer, testServer } from "./test-server.ts";

const KEY = "0f".repeat(16);

/** The next creation of items takes effect, and its answer gets lost on the way from the database. */
function loseNextAnswer({ vault }: TestServer): void {
  const { items } = vault.store;
  const insert = items.insert.bind(items);
  vi.spyOn(items, "insert").mockImplementationOnce(async (...given) => {
    await insert(...given);
    throw new VaultError("OUTCOME_UNKNOWN");
  });
}

describe("a creation over HTTP", () => {
  it("that is sent twice with one key makes one, and has one answer", async () => {
    await using server = await testServer();
    const ada = await server.person();
    const router = { requestKey: KEY, items: [{ name: "Router", password: "s3cret" }] };
    const work = { requestKey: "1e".repeat(16), categories: [{ name: "Work" }] };
    expect(await ada.must("items.create", router)).toEqual(await ada.must("items.create", router));
    expect(await ada.must("categories.create", work)).toEqual(await ada.must("categories.create", work));
    expect(await ada.must("items.list", {})).toMatchObject({ items: [{ name: "Router" }] });
    expect(await ada.must("categories.list", {})).toMatchObject({ categories: [{ name: "Work" }] });
    const changed = await ada.call("items.create", { ...router, items: [{ name: "Modem" }] });
    expect([changed.status, changed.json()]).toMatchObject([
      409,
      {
        error: { data: { vaultCode: "REQUEST_KEY_USED", details: { table: "items", field: "requestKey" } } },
      },
    ]);
    for (const requestKey of ["", KEY.toUpperCase(), `${KEY}0f`])
      expect((await ada.call("items.create", { ...router, requestKey })).status).toBe(400);
  });

  it("whose outcome is unknown says so, and is found when it is sent again", async () => {
    await using server = await testServer();
    const ada = await server.person();
    const router = { requestKey: KEY, items: [{ name: "Router" }] };
    loseNextAnswer(server);
    const lost = await ada.call("items.create", router);
    expect([lost.status, lost.json()]).toMatchObject([
      503,
      { error: { data: { vaultCode: "OUTCOME_UNKNOWN" } } },
    ]);
    const again = await ada.must("items.create", router);
    expect(await ada.must("items.list", {})).toMatchObject({ ...(again as object), nextCursor: null });
    expect(again).toMatchObject({ items: [{ name: "Router" }] });
  });
});
