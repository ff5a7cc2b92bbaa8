import { describe, expect, it } from "vitest";
import { type Draft, draftStore, draftVault } from "./draft.ts";

const draft: Draft = {
  itemId: null,
  base: null,
  values: { name: "Bank", url: "", account: "", username: "", password: "geheim", blob: "", categoryId: 3 },
  place: "#/all/new",
};

describe("draftVault", () => {
  it("gives a draft back after the lock to whoever knows the passphrase", async () => {
    draftStore.set(draft);
    draftVault.seal("open sesame", "ada");
    expect(draftStore.get()).toBeNull();
    await draftVault.open("open sesame", "ada");
    expect(draftStore.get()).toEqual(draft);
  });

  it("gives nothing to another user, and keeps nothing for later", async () => {
    draftStore.set(draft);
    draftVault.seal("open sesame", "ada");
    await draftVault.open("open sesame", "eve");
    expect(draftStore.get()).toBeNull();
    await draftVault.open("open sesame", "ada");
    expect(draftStore.get()).toBeNull();
  });

  it("opens with no other passphrase", async () => {
    draftStore.set(draft);
    draftVault.seal("open sesame", "ada");
    await draftVault.open("open barley", "ada");
    expect(draftStore.get()).toBeNull();
  });

  it("forgets the draft when the person logs out", async () => {
    draftStore.set(draft);
    draftVault.seal("open sesame", "ada");
    draftVault.discard();
    expect(draftVault.isWaiting()).toBe(false);
  });
});
