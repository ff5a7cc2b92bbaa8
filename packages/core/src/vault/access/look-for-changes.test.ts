import { describe, expect, it } from "vitest";
import { HOME, makeOwner } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "./log-in.ts";
import { lookForChanges } from "./look-for-changes.ts";
import { endOtherSessions, loadLiveSession } from "./sessions.ts";

describe("lookForChanges", () => {
  it("finds nothing new at the first look, and names each number that rose at the next", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const id = Number(ada.session.userId);
    const first = await lookForChanges(vault.deps, ada.session, null);
    expect(first.events).toEqual([]);
    expect(first.seen).toEqual({ account: 0, vaults: [{ id, revision: 0 }] });
    const before = { account: -1, vaults: [{ id, revision: 4 }] };
    expect((await lookForChanges(vault.deps, ada.session, before)).events).toEqual([
      { kind: "account-changed" },
      { kind: "vault-changed", vaultId: id, revision: 0 },
    ]);
    expect((await lookForChanges(vault.deps, ada.session, first.seen)).events).toEqual([]);
  });

  it("tells of a vault that came or went by the account", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const { seen } = await lookForChanges(vault.deps, ada.session, null);
    const other = { id: 999, revision: 1 };
    const before = { account: 0, vaults: [...(seen?.vaults ?? []), other] };
    expect((await lookForChanges(vault.deps, ada.session, before)).events).toEqual([
      { kind: "account-changed" },
    ]);
  });

  it("says that the session has ended, and doesn't count as a use of it before", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const slides = { ...ada.secrets, expiresInSeconds: 600, slide: true };
    const session = await logIn(vault.deps, HOME, slides);
    const { expiresAt } = await lookForChanges(vault.deps, session, null);
    vault.advance(590_000);
    expect(await lookForChanges(vault.deps, session, null)).toMatchObject({ expiresAt });
    const other = await ada.logIn();
    await endOtherSessions(vault.deps, await loadLiveSession(vault.deps, other));
    expect(await lookForChanges(vault.deps, session, null)).toEqual({
      seen: null,
      events: [{ kind: "session-ended" }],
      expiresAt: 0,
    });
  });
});
