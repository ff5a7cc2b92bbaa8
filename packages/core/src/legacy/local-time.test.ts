import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localTimeReader } from "./local-time.ts";

const at = (zone: string, text: string) => {
  const instant = localTimeReader(zone)(text);
  return instant === null ? null : new Date(instant).toISOString();
};

describe("localTimeReader", () => {
  it.each([
    ["UTC", "2020-02-03 04:05:06.789012", "2020-02-03T04:05:06.789Z"],
    ["Europe/Berlin", "2020-02-03 04:05:06.789012", "2020-02-03T03:05:06.789Z"],
    ["Europe/Berlin", "2020-07-03 04:05:06.000001", "2020-07-03T02:05:06.000Z"],
    ["America/New_York", "2020-07-03 23:59:59.999999", "2020-07-04T03:59:59.999Z"],
    ["Asia/Kathmandu", "2020-07-03 00:00:00", "2020-07-02T18:15:00.000Z"],
    ["Pacific/Apia", "2011-12-31 12:00:00", "2011-12-30T22:00:00.000Z"],
    ["UTC", "2020-02-03T04:05:06", "2020-02-03T04:05:06.000Z"],
    ["UTC", "2020-02-03", "2020-02-03T00:00:00.000Z"],
  ])("reads a time of %s: %s", (zone, text, instant) => {
    expect(at(zone, text)).toBe(instant);
  });

  it.each([
    ["that there was twice, as the first of the two", "2020-10-25 02:30:00", "2020-10-25T00:30:00.000Z"],
    [
      "that was left out, as if the clocks hadn't gone forward",
      "2020-03-29 02:30:00",
      "2020-03-29T01:30:00.000Z",
    ],
    ["just before the clocks went forward", "2020-03-29 01:59:59", "2020-03-29T00:59:59.000Z"],
    ["just after the clocks went forward", "2020-03-29 03:00:00", "2020-03-29T01:00:00.000Z"],
  ])("reads a time %s", (_, text, instant) => {
    expect(at("Europe/Berlin", text)).toBe(instant);
  });

  it.each([
    "",
    "yesterday",
    "2020-02-30 00:00:00",
    "2020-13-01 00:00:00",
    "2020-01-01 24:00:00",
    "2020-01-01 00:60:00",
    "1580702706",
  ])("answers null for what is no time: '%s'", (text) => {
    expect(at("Europe/Berlin", text)).toBeNull();
  });

  it("refuses a zone that there isn't", () => {
    expect(() => localTimeReader("Europe/Atlantis")).toThrow(RangeError);
  });

  it("reads whatever UTC writes", () => {
    const read = localTimeReader("UTC");
    const date = fc.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (when) => {
        expect(read(when.toISOString().replace("T", " ").replace("Z", "000"))).toBe(when.getTime());
      }),
    );
  });
});
