import { describe, expect, it } from "vitest";
import { addressSet, clientAddress, isLoopback } from "./addresses.ts";

describe("clientAddress", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:01:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::192.0.2.7", "0:0:0:0::/64"],
    ["64:ff9b::192.0.2.7", "64:ff9b:0:0::/64"],
    ["192.0.2.7:4711", "192.0.2.7"],
    ["[2001:db8::1]:4711", "2001:db8:0:0::/64"],
    ["[2001:db8::1]", "2001:db8:0:0::/64"],
    ["[192.0.2.7", "unknown"],
    ["made up by a proxy", "unknown"],
    ["", "unknown"],
  ])("takes %j as %j", (address, client) => {
    expect(clientAddress(address)).toBe(client);
  });

  it("takes two addresses of one /64 as one client, and of two as two", () => {
    expect(clientAddress("2001:db8:0:1::1")).toBe(clientAddress("2001:db8:0:1:ffff::2"));
    expect(clientAddress("2001:db8:0:1::1")).not.toBe(clientAddress("2001:db8:0:2::1"));
  });
});

describe("addressSet", () => {
  it("knows an IPv4 address in its IPv6 spelling", () => {
    const isIn = addressSet(["10.0.0.0/8"]);
    expect(isIn("::ffff:10.1.2.3")).toBe(true);
    expect(isIn("11.0.0.1")).toBe(false);
    expect(isIn("no address")).toBe(false);
  });
});

describe("isLoopback", () => {
  it.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1", "localhost"])("knows %s", (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(["localhost.evil.example", "0.0.0.0", "128.0.0.1", "127.0.0.1.evil.example"])(
    "is not taken in by %s",
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
