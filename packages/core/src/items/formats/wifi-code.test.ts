import { describe, expect, it } from "vitest";
import { readWifiSecurity, wifiCode } from "./wifi-code.ts";

describe("the code of a Wi-Fi network", () => {
  it.each([
    [{ ssid: "home", password: "secret", security: "WPA2" }, "WIFI:T:WPA;S:home;P:secret;;"],
    [{ ssid: "home", password: "secret", security: "" }, "WIFI:T:WPA;S:home;P:secret;;"],
    [{ ssid: "old", password: "0123456789", security: "wep" }, "WIFI:T:WEP;S:old;P:0123456789;;"],
    [{ ssid: "café", password: "", security: "" }, "WIFI:T:nopass;S:café;;"],
    [{ ssid: "café", password: "left over", security: "none" }, "WIFI:T:nopass;S:café;;"],
    [
      { ssid: 'a;b,c:d"e\\f', password: 'p;"\\', security: "WPA" },
      'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:p\\;\\"\\\\;;',
    ],
  ])("of %o is %s", (network, code) => {
    expect(wifiCode(network)).toBe(code);
  });

  it("needs the network's name", () => {
    expect(wifiCode({ ssid: "", password: "secret", security: "WPA" })).toBeNull();
  });

  it("knows the securities that people and programs write", () => {
    expect(["WPA3-Personal", "WPA2 PSK", "SAE"].map(readWifiSecurity)).toEqual(["WPA", "WPA", "WPA"]);
    expect(["WEP", "Open", "nopass", "none", "802.1X"].map(readWifiSecurity)).toEqual([
      "WEP",
      "none",
      "none",
      "none",
      "",
    ]);
  });
});
