import { describe, expect, it } from "vitest";
import { isPastMonth, parseMonth, readMonth, showMonth, writeMonth } from "./month.ts";

describe("a month", () => {
  it("is read and written as year and month, and shown as cards have it", () => {
    expect(readMonth("2027-03")).toEqual({ year: 2027, month: 3 });
    expect(writeMonth({ year: 2027, month: 3 })).toBe("2027-03");
    expect(showMonth("2027-03")).toBe("03/2027");
  });

  it.each(["2027-13", "2027-00", "03/27", "2027-3", "2027-03-31", ""])("isn't %o, which stays", (text) => {
    expect(readMonth(text)).toBeNull();
    expect(showMonth(text)).toBe(text);
    expect(isPastMonth(text, 0)).toBe(false);
  });

  it.each(["03/27", "3/2027", "03 / 2027", "0327", "327", "3.27", "03-2027", "2027-03", " 03/27 "])(
    "is what people type as %j",
    (typed) => {
      expect(parseMonth(typed)).toEqual({ year: 2027, month: 3 });
    },
  );

  it.each(["", "3", "13/27", "00/27", "soon", "03/27/2027"])("isn't what people type as %j", (typed) => {
    expect(parseMonth(typed)).toBeNull();
  });

  it("is past from the next one on", () => {
    const at = (day: string) => new Date(`${day}T12:00:00`).getTime();
    expect(isPastMonth("2027-03", at("2027-03-31"))).toBe(false);
    expect(isPastMonth("2027-03", at("2027-04-01"))).toBe(true);
    expect(isPastMonth("2026-12", at("2027-01-01"))).toBe(true);
    expect(isPastMonth("2027-03", at("2026-04-01"))).toBe(false);
  });
});
