import { describe, expect, it } from "vitest";
import { VaultError } from "../errors.ts";
import { requireSite, siteOf } from "./passkey-site.ts";

const at = (origin: string, port = 4600) => ({ origin, port });
const NO_NAME = { publicOrigins: [], domain: null };

describe("siteOf", () => {
  it("knows a server without a public address as localhost, on the port that it listens on", () => {
    const site = { rpId: "localhost", origins: ["http://localhost:4600"] };
    expect(siteOf(NO_NAME, at("http://localhost:4600"))).toEqual(site);
    expect(siteOf(NO_NAME, at("http://localhost", 80))).toEqual({
      rpId: "localhost",
      origins: ["http://localhost"],
    });
    expect(siteOf(NO_NAME, at("https://localhost:4600"))).toEqual({
      rpId: "localhost",
      origins: ["https://localhost:4600"],
    });
    const elsewhere = { rpId: null, availableAt: "http://localhost:4600" };
    // The port in a request is what its sender says: another program's page could be behind it.
    for (const origin of [
      "http://localhost:4601",
      "http://127.0.0.1:4600",
      "http://[::1]:4600",
      "http://evil.example",
    ])
      expect(siteOf(NO_NAME, at(origin))).toEqual(elsewhere);
  });

  it("knows a server by the first public address that has a name, for pages of all that have one", () => {
    const publicOrigins = ["https://192.0.2.1", "https://vault.example:8443", "https://old.example"];
    const rules = { publicOrigins, domain: null };
    const site = { rpId: "vault.example", origins: publicOrigins };
    expect(siteOf(rules, at("https://vault.example:8443"))).toEqual(site);
    expect(siteOf(rules, at("https://old.example"))).toEqual(site);
    const elsewhere = { rpId: null, availableAt: "https://vault.example:8443" };
    for (const origin of ["https://192.0.2.1", "http://localhost:4600", "https://vault.example"])
      expect(siteOf(rules, at(origin))).toEqual(elsewhere);
    expect(siteOf({ ...rules, domain: "example" }, at("https://old.example"))).toMatchObject({
      rpId: "example",
    });
  });

  it("has none where every public address is a number", () => {
    const rules = { publicOrigins: ["https://192.0.2.1", "https://[2001:db8::1]:8443"], domain: null };
    expect(siteOf(rules, at("https://192.0.2.1"))).toEqual({ rpId: null, availableAt: null });
  });
});

describe("requireSite", () => {
  it("says where passkeys work instead, if anywhere", () => {
    const refusalOf = (availableAt: string | null) => {
      try {
        requireSite({ rpId: null, availableAt });
      } catch (error) {
        if (error instanceof VaultError) return [error.code, error.details];
      }
      return null;
    };
    expect(refusalOf(null)).toEqual(["PASSKEYS_UNAVAILABLE", {}]);
    expect(refusalOf("https://vault.example")).toEqual([
      "PASSKEYS_UNAVAILABLE",
      { availableAt: "https://vault.example" },
    ]);
  });
});
