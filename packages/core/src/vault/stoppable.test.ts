import { describe, expect, it } from "vitest";
import { makeOwner } from "../testing/owner.ts";
import { openTestVault } from "../testing/test-vault.ts";
import { WorkStopped } from "../work-stopped.ts";
import { fetchAll } from "./items/fetch-all.ts";
import { stoppable } from "./stoppable.ts";

describe("stoppable", () => {
  it("ends a read at its next turn once its result isn't wanted any more", async () => {
    await using vault = await openTestVault();
    const unlocked = await (await makeOwner(vault.deps)).unlock();
    const gone = new AbortController();
    const deps = stoppable(vault.deps, gone.signal);
    expect(await fetchAll(deps, unlocked, { trash: false })).toEqual({ categories: [], items: [] });
    gone.abort();
    await expect(fetchAll(deps, unlocked, { trash: false })).rejects.toBeInstanceOf(WorkStopped);
  });

  it("keeps the time", async () => {
    await using vault = await openTestVault();
    const { clock } = stoppable(vault.deps, new AbortController().signal);
    vault.advance(1000);
    expect([clock.now(), clock.elapsed()]).toEqual([vault.deps.clock.now(), vault.deps.clock.elapsed()]);
    await clock.sleep(10);
    expect(clock.now()).toBe(vault.deps.clock.now());
  });
});
