import { describe, expect, it } from "vitest";
import { hostOfAddress } from "../items/web-address.ts";
import { codeState, groupReused } from "./describe-health.ts";
import { KNOWN_CODE_SITES, offersCodes } from "./known-code-sites.ts";

const facts = { password: "secret", addresses: ["https://github.com/login"], hasCode: false };

describe("groupReused", () => {
  it("gives the same number to equal passwords, and none to the others", () => {
    expect(groupReused(["a", "b", "c", "b", "a", "d"])).toEqual([1, 2, null, 2, 1, null]);
  });

  it("takes no two items for one because both have no password", () => {
    expect(groupReused(["", "a", ""])).toEqual([null, null, null]);
  });

  it("tells passwords apart that differ in case or in a space", () => {
    expect(groupReused(["secret", "Secret", "secret "])).toEqual([null, null, null]);
  });

  it("isn't confused by names that every object has", () => {
    expect(groupReused(["__proto__", "constructor", "__proto__"])).toEqual([1, null, 1]);
  });
});

describe("codeState", () => {
  it("misses a code where the site is known to offer them", () => {
    expect(codeState(facts)).toBe("missing");
    expect(codeState({ ...facts, addresses: ["https://own.example", "https://gist.github.com"] })).toBe(
      "missing",
    );
  });

  it("doesn't know of a site that isn't in the list, also of one that ends alike", () => {
    expect(codeState({ ...facts, addresses: ["https://own.example"] })).toBe("unknown");
    expect(codeState({ ...facts, addresses: ["https://notgithub.com"] })).toBe("unknown");
    expect(codeState({ ...facts, addresses: ["https://github.com.evil.example"] })).toBe("unknown");
  });

  it("is content with an item that holds a code", () => {
    expect(codeState({ ...facts, hasCode: true })).toBe("kept");
  });

  it("asks for none where there is nothing to log in to", () => {
    expect(codeState({ ...facts, password: "" })).toBe("none");
    expect(codeState({ ...facts, addresses: [""] })).toBe("none");
  });
});

describe("the list of sites with codes", () => {
  it("holds hosts as addresses name them", () => {
    for (const site of KNOWN_CODE_SITES) expect(hostOfAddress(`https://www.${site}/`)).toBe(`www.${site}`);
  });

  it("finds a site by any host under it", () => {
    expect(offersCodes("github.com")).toBe(true);
    expect(offersCodes("accounts.google.com")).toBe(true);
    expect(offersCodes("com")).toBe(false);
  });
});
