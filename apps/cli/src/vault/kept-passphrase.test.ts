import { Secret } from "@opp/core/secret";
import { describe, expect, it } from "vitest";
import { keepPassphrase, openKeptPassphrase } from "./kept-passphrase.ts";

const PLACE = { server: "https://vault.example", username: "ada", token: "a.b.c" };
const PASSPHRASE = new Secret("Pässphrase 🔑");

describe("a kept passphrase", () => {
  it("opens with its key, in its session", () => {
    const { sealed, key } = keepPassphrase(PASSPHRASE, PLACE);
    expect(openKeptPassphrase(sealed, key.reveal(), PLACE)?.reveal()).toBe(PASSPHRASE.reveal());
  });

  it("has another key and another seal each time", () => {
    const kept = Array.from({ length: 20 }, () => keepPassphrase(PASSPHRASE, PLACE));
    expect(new Set(kept.map(({ key }) => key.reveal())).size).toBe(20);
    expect(new Set(kept.map(({ sealed }) => sealed)).size).toBe(20);
  });

  it("doesn't open with another key, or one that is none", () => {
    const { sealed } = keepPassphrase(PASSPHRASE, PLACE);
    const other = keepPassphrase(PASSPHRASE, PLACE).key.reveal();
    for (const key of [other, "", "x", `${other}AAAA`])
      expect(openKeptPassphrase(sealed, key, PLACE)).toBeNull();
  });

  it("doesn't open in another text for the same bytes", () => {
    const { sealed, key } = keepPassphrase(PASSPHRASE, PLACE);
    // Of the key's last character two bits belong to no byte.
    const last = key.reveal().charCodeAt(42);
    for (const other of [key.reveal().slice(0, 42) + String.fromCharCode(last + 1), `${key.reveal()}=`])
      expect(openKeptPassphrase(sealed, other, PLACE)).toBeNull();
    for (const other of [`${sealed}=`, `${sealed}\n`, `.${sealed}`])
      expect(openKeptPassphrase(other, key.reveal(), PLACE)).toBeNull();
  });

  it.each(["server", "username", "token"] as const)("doesn't open under another %s", (part) => {
    const { sealed, key } = keepPassphrase(PASSPHRASE, PLACE);
    expect(openKeptPassphrase(sealed, key.reveal(), { ...PLACE, [part]: "another" })).toBeNull();
  });

  it("doesn't open once a byte of it is changed, or it is cut", () => {
    const { sealed, key } = keepPassphrase(PASSPHRASE, PLACE);
    const bytes = Buffer.from(sealed, "base64url");
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(openKeptPassphrase(changed.toString("base64url"), key.reveal(), PLACE)).toBeNull();
      expect(
        openKeptPassphrase(bytes.subarray(0, index).toString("base64url"), key.reveal(), PLACE),
      ).toBeNull();
    }
  });
});
