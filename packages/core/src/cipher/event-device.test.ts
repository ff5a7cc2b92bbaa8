import { describe, expect, it } from "vitest";
import { systemRandom } from "../platform/system-random.ts";
import { everyBitFlipped, everyTruncation } from "../testing/sealing.ts";
import { openEventDevice, sealEventDevice } from "./event-device.ts";

const random = systemRandom;
const key = random(32);
const place = { userId: 7, at: 1000 };
const sealed = sealEventDevice(random, key, { place, device: "Firefox on Linux" });

describe("openEventDevice", () => {
  it("names the device of an event", () => {
    expect(openEventDevice(key, place, sealed)).toBe("Firefox on Linux");
    const other = sealEventDevice(random, key, { place, device: "größer 🌙" });
    expect(openEventDevice(key, place, other)).toBe("größer 🌙");
  });

  it("names none for an older event, at another account or time, under another key, or of changed bytes", () => {
    expect(openEventDevice(key, place, null)).toBe("");
    expect(openEventDevice(key, { ...place, userId: 8 }, sealed)).toBe("");
    expect(openEventDevice(key, { ...place, at: 1001 }, sealed)).toBe("");
    expect(openEventDevice(random(32), place, sealed)).toBe("");
    for (const changed of [...everyBitFlipped(sealed), ...everyTruncation(sealed)])
      expect(openEventDevice(key, place, changed)).toBe("");
  });

  it("has the same length for every short name", () => {
    expect(sealEventDevice(random, key, { place, device: "x" })).toHaveLength(sealed.length);
  });
});
