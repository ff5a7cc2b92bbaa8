import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostOfAddress, isInsecureAddress } from "./web-address.ts";

describe("hostOfAddress", () => {
  it.each([
    ["https://Online.Bank.example/login?x=1#y", "online.bank.example"],
    ["http://user:secret@192.168.1.1:8080/", "192.168.1.1"],
    ["  shop.example/cart", "shop.example"],
    ["bank.example.", "bank.example"],
    ["https://[2001:db8::1]:443/", "[2001:db8::1]"],
    ["https:\\\\odd.example", "odd.example"],
  ])("finds the host of %j", (address, host) => {
    expect(hostOfAddress(address)).toBe(host);
  });

  it.each(["", "   ", "my router", "ftp://files.example", "app://com.example", "?", "https://"])(
    "finds no place on the web in %j",
    (address) => {
      expect(hostOfAddress(address)).toBeNull();
    },
  );

  it("answers for any text, and at once for a long one", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void hostOfAddress(text)));
    expect(hostOfAddress("a@".repeat(4096))).toBeNull();
  });
});

describe("isInsecureAddress", () => {
  it.each([
    "http://bank.example",
    "HTTP://bank.example",
    " http://192.168.1.1",
    "http://nas.local:8443",
    "http://nas",
  ])("says so of %j", (address) => {
    expect(isInsecureAddress(address)).toBe(true);
  });

  it.each(["https://bank.example", "bank.example", "", "https://example.org/?next=http://other.example"])(
    "doesn't say so of %j",
    (address) => {
      expect(isInsecureAddress(address)).toBe(false);
    },
  );

  it.each(["http://localhost:4600", "http://app.localhost", "http://127.0.0.1/", "http://[::1]:80"])(
    "lets %j pass, since it never leaves the device",
    (address) => {
      expect(isInsecureAddress(address)).toBe(false);
    },
  );

  it("isn't fooled by a name that only begins like the device's own", () => {
    expect(isInsecureAddress("http://localhost.evil.example")).toBe(true);
    expect(isInsecureAddress("http://127.0.0.1.evil.example")).toBe(true);
    expect(isInsecureAddress("http://localhost@evil.example")).toBe(true);
    expect(isInsecureAddress("http://a@localhost@evil.example")).toBe(true);
  });
});
