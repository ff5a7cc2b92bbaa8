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

  it("waits for the passphrase while a passkey opens the vault, and the other way round", async () => {
    const newKey = () =>
      crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const [passkey, otherPasskey] = [await newKey(), await newKey()];
    draftStore.set(draft);
    draftVault.seal("open sesame", "ada");
    expect(await draftVault.open(passkey, "ada")).toBe("passphrase");
    expect(draftVault.isWaiting()).toBe(true);
    const second = { ...draft, route: "#/all/8" };
    draftStore.set(second);
    draftVault.seal(passkey, "ada");
    expect(await draftVault.open("open sesame", "ada")).toBe("back");
    expect(draftStore.get()).toEqual(draft);
    draftStore.set(null);
    expect(await draftVault.open(otherPasskey, "ada")).toBe("passkey");
    expect(await draftVault.open(passkey, "ada")).toBe("back");
    expect(draftStore.get()).toEqual(second);
    expect(draftVault.isWaiting()).toBe(false);
    draftStore.set(null);
  });

  it("forgets the draft when the person logs out", async () => {
    draftStore.set(draft);
    draftVault.seal("open sesame", "ada");
    draftVault.discard();
    expect(draftVault.isWaiting()).toBe(false);
  });
});
