import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostOfAddress, isInsecureAddress, parseWebAddress, placeOf, shownAddress } from "./web-address.ts";

const opened = (typed: string) => parseWebAddress(typed)?.href ?? null;

describe("the link that an address becomes", () => {
  it.each([
    ["https://example.org/a?b=c", "https://example.org/a?b=c"],
    ["http://nas.local", "http://nas.local/"],
    ["example.org", "https://example.org/"],
    ["nas.local:8443/ui", "https://nas.local:8443/ui"],
    ["  example.org ", "https://example.org/"],
    ["http://intranet/", "http://intranet/"],
    ["example.com:8443?x=1", "https://example.com:8443/?x=1"],
    ["[2001:db8::1]", "https://[2001:db8::1]/"],
    ["[2001:db8::1]:8080/ui", "https://[2001:db8::1]:8080/ui"],
    ["203.0.113.7:9090", "https://203.0.113.7:9090/"],
  ])("is %s: https, unless something else is written", (typed, href) => {
    expect(opened(typed)).toBe(href);
  });

  it.each([
    ["nas", "http://nas/"],
    ["nas:5000", "http://nas:5000/"],
    ["nas:5001#admin", "http://nas:5001/#admin"],
    ["router/status", "http://router/status"],
    ["localhost:3000", "http://localhost:3000/"],
    ["192.168.1.1", "http://192.168.1.1/"],
    ["172.31.0.1:8080", "http://172.31.0.1:8080/"],
    ["[fd00::1]", "http://[fd00::1]/"],
    ["[::1]:4600", "http://[::1]:4600/"],
  ])("of %s is http, since local places rarely have a certificate", (typed, href) => {
    expect(opened(typed)).toBe(href);
  });

  it.each([
    ["nas:8443", "https://nas:8443/"],
    ["192.168.1.1:443", "https://192.168.1.1/"],
    ["https://nas:5000", "https://nas:5000/"],
    ["172.32.0.1", "https://172.32.0.1/"],
  ])("of %s is https", (typed, href) => {
    expect(opened(typed)).toBe(href);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript:80",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "mailto:ada@example.org",
    "tel:5551",
    "ftp://files.example",
    "",
    "two words",
    "n/a",
    "1234",
    "1.5",
    "-",
    "nas:99999",
  ])("doesn't exist for %j", (typed) => {
    expect(opened(typed)).toBeNull();
  });

  it("never opens anything but http and https", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("", "javascript:", "data:", "x:"),
        (text, scheme) => {
          const href = opened(scheme + text);
          if (href !== null) expect(href).toMatch(/^https?:\/\//);
        },
      ),
    );
  });
});

describe("what is shown of an address", () => {
  it("tells two ports of one host apart, in a list and on the item's page", () => {
    expect(["nas:7777", "nas:6666"].map(placeOf)).toEqual(["nas:7777", "nas:6666"]);
    expect(placeOf("https://www.example.org:8443/login")).toBe("example.org:8443");
    expect(placeOf("https://www.example.org/login")).toBe("example.org");
    expect(placeOf("the blue safe")).toBe("the blue safe");
  });

  it.each([
    ["https://example.org/", "example.org"],
    ["https://example.org:443/a?b#c", "example.org/a?b#c"],
    ["http://nas:5000", "http://nas:5000"],
    ["nas:5000", "nas:5000"],
    ["https://www.example.org/login", "www.example.org/login"],
    ["example.com:8443?x=1", "example.com:8443?x=1"],
    ["https://ada:s3cret@example.org/", "example.org"],
    ["the blue safe", "the blue safe"],
  ])("of %s is %s on the item's page, and never a password in it", (typed, shown) => {
    expect(shownAddress(typed)).toBe(shown);
  });
});

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
