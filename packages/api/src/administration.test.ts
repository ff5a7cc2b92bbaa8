import { asUserId } from "@opp/core/ids";
import { openRaw } from "@opp/core/testing/owner";
import { describe, expect, it } from "vitest";
import { openTestApi } from "./testing/test-api.ts";
import { callByPath, walkRouter } from "./testing/walk-router.ts";

const procedures = walkRouter().filter(({ path }) => path.startsWith("administration."));

describe("administration", () => {
  it("is refused to strangers and members in one sentence, for any input and any name", async () => {
    await using api = await openTestApi();
    const ada = await api.account("ada");
    const bob = await api.account("bob");
    const { password } = bob;
    for (const { path } of procedures) {
      const answers = new Set<string>();
      for (const input of [
        { id: 1, password },
        { id: 900_001, password },
        { password },
        { id: "a".repeat(32), password: "" },
        { nonsense: true },
        undefined,
      ]) {
        expect([path, await callByPath(api.caller(), path, input)]).toMatchObject([
          path,
          { refused: { vaultCode: "UNAUTHORIZED" } },
        ]);
        answers.add(JSON.stringify(await callByPath(bob.call, path, input)));
      }
      expect([path, [...answers].map((answer) => JSON.parse(answer))]).toMatchObject([
        path,
        [{ refused: { code: "FORBIDDEN", vaultCode: "NOT_ADMINISTRATOR", details: {}, fields: [] } }],
      ]);
    }
    expect(await ada.call.administration.people()).toMatchObject({ people: [{ items: 0 }, { items: 0 }] });
    expect(api.bugs).toEqual([]);
  });

  it("ends with the role, in sessions that are open already", async () => {
    await using api = await openTestApi();
    const ada = await api.account("ada");
    const bob = await api.account("bob");
    const { user } = await bob.call.account.get();
    const role = { id: asUserId(user.id), password: ada.password };
    await ada.call.administration.setAdministrator({ ...role, administrator: true });
    expect(await bob.call.account.get()).toMatchObject({ administrator: true });
    expect((await bob.call.administration.people()).people).toHaveLength(2);
    await ada.call.administration.setAdministrator({ ...role, administrator: false });
    expect(await callByPath(bob.call, "administration.people", undefined)).toMatchObject({
      refused: { vaultCode: "NOT_ADMINISTRATOR" },
    });
  });

  it("asks an account with a second factor for a proof before any change", async () => {
    await using api = await openTestApi();
    const ada = await api.account("ada");
    using raw = openRaw(api.vault.databasePath);
    raw.exec("UPDATE users SET second_factor = 1");
    for (const { path, type } of procedures) {
      const answer = await callByPath(ada.call, path, type === "query" ? undefined : { nonsense: true });
      expect([path, answer]).toMatchObject([
        path,
        type === "query" ? { ok: expect.anything() } : { refused: { vaultCode: "SECOND_FACTOR_REQUIRED" } },
      ]);
    }
  });
});

describe("a secret of a one-time link", () => {
  it("is in no answer but that of the call that made it", async () => {
    await using api = await openTestApi();
    const { call, password } = await api.account("ada");
    const { secret } = await call.administration.invite({ password });
    const seen = JSON.stringify([
      await call.administration.links(),
      await call.administration.people(),
      await call.administration.server(),
      await call.account.activity(),
      await callByPath(api.caller(), "auth.openLink", { link: secret }),
    ]);
    expect(seen).toContain("invitation");
    expect(seen).not.toContain(secret);
  });
});
