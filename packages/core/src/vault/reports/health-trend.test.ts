import { describe, expect, it } from "vitest";
import { healthTrend, TREND_POINTS } from "../../schemas/health.ts";
import { makeOwner, openRaw } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { renewVaultKey } from "../account/passphrase.ts";
import { noteHealth, readHealthTrend } from "./health-trend.ts";

const DAY_MS = 86_400_000;
const point = (score: number) => ({ score, items: 12, weak: 3, reused: 2, old: 1, breached: null });

describe("the trend of a vault's health", () => {
  it("has one point for each day: the latest that was noted", async () => {
    await using vault = await openTestVault();
    const { deps } = vault;
    using unlocked = await (await makeOwner(deps)).unlock();
    const today = () => new Date(deps.clock.now()).toISOString().slice(0, 10);
    expect(await readHealthTrend(deps, unlocked)).toEqual({ points: [] });
    await noteHealth(deps, unlocked, point(40));
    await noteHealth(deps, unlocked, point(45));
    const first = { ...point(45), day: today() };
    vault.advance(DAY_MS);
    const noted = await noteHealth(deps, unlocked, point(60));
    expect(noted.points).toEqual([first, { ...point(60), day: today() }]);
    expect(healthTrend.parse(await readHealthTrend(deps, unlocked))).toEqual(noted);
  });

  it("keeps the latest days only, and none of its numbers in clear", async () => {
    await using vault = await openTestVault();
    const { deps, databasePath } = vault;
    using unlocked = await (await makeOwner(deps)).unlock();
    for (let day = 0; day < TREND_POINTS + 3; day += 1) {
      await noteHealth(deps, unlocked, point(day % 101));
      vault.advance(DAY_MS);
    }
    const { points } = await readHealthTrend(deps, unlocked);
    expect([points.length, points[0]?.score, points.at(-1)?.score]).toEqual([
      TREND_POINTS,
      3,
      (TREND_POINTS + 2) % 101,
    ]);
    const raw = openRaw(databasePath);
    const sealed = raw.prepare<[], Buffer>("SELECT sealed FROM health_trends").pluck().get();
    raw.close();
    expect(sealed?.toString("latin1")).not.toMatch(/score|reused|\d{4}-\d\d-\d\d/);
  });

  it("survives a new vault key, and two who note at once", async () => {
    await using vault = await openTestVault();
    const { deps } = vault;
    const ada = await makeOwner(deps);
    using unlocked = await ada.unlock();
    await noteHealth(deps, unlocked, point(40));
    const { password } = ada.secrets;
    await renewVaultKey(deps, unlocked, { password, newPassphrase: "third passphrase" });
    using renewed = await ada.unlock("third passphrase");
    expect((await readHealthTrend(deps, renewed)).points).toMatchObject([{ score: 40 }]);
    const both = await Promise.allSettled([
      noteHealth(deps, renewed, point(50)),
      noteHealth(deps, renewed, point(51)),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect((await readHealthTrend(deps, renewed)).points).toHaveLength(1);
  });
});
