import { readFields, writtenOf } from "@opp/core/items/field-values";
import { describe, expect, it } from "vitest";
import { type Draft, draftStore, draftVault } from "./draft.ts";

const draft: Draft = {
  itemId: null,
  base: null,
  values: {
    ...writtenOf(readFields(null)),
    name: "Bank",
    moreUrls: ["https://login.bank.example"],
    password: "geheim",
    totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
    fields: [{ name: "PIN", kind: "hidden", value: "1234" }],
    tags: ["Money"],
    favourite: true,
    categoryId: 3,
  },
  route: "#/all/new",
};

describe("draftVault", () => {
  it("restores a draft after the lock with the right passphrase", async () => {
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
