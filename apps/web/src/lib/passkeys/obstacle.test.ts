import { describe, expect, it } from "vitest";
import { isUsableHere, namedAddress, passkeyObstacle } from "./obstacle.ts";

const at = (address: string): Location => Object.assign(Object.create(null), { ...parts(new URL(address)) });
const parts = ({ hostname, protocol, port }: URL) => ({ hostname, protocol, port });

describe("passkeyObstacle", () => {
  it("is the address where the page was opened by one", () => {
    for (const address of ["http://127.0.0.1:4600", "https://192.168.1.20", "https://[2001:db8::1]:4600"])
      expect(passkeyObstacle(at(address))).toBe("address");
  });

  it("is the browser where that has no passkeys", () => {
    for (const address of ["http://localhost:4600", "https://vault.example", "https://1.vault.example"])
      expect(passkeyObstacle(at(address))).toBe("browser");
  });
});

describe("isUsableHere", () => {
  it("takes a page's own host name and those above it, as a browser does", () => {
    const here = (rpId: string) => isUsableHere(rpId, at("https://opp.vault.example"));
    expect(["opp.vault.example", "vault.example"].map(here)).toEqual([true, true]);
    expect(["old.example", "t.example", "a.opp.vault.example"].map(here)).toEqual([false, false, false]);
  });
});

describe("namedAddress", () => {
  it("leads to the same port of this computer by its name", () => {
    expect(namedAddress(at("http://127.0.0.1:4600"))).toBe("http://localhost:4600/");
    expect(namedAddress(at("http://[::1]"))).toBe("http://localhost/");
  });

  it("is none for another computer, whose name the page can't know", () => {
    expect(namedAddress(at("https://192.168.1.20:4600"))).toBe(null);
    expect(namedAddress(at("http://localhost:4600"))).toBe(null);
  });
});
