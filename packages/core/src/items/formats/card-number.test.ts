import { expect, it } from "vitest";
import { groupCardNumber, plainCardNumber } from "./card-number.ts";

it.each([
  ["4111111111111111", "4111 1111 1111 1111"],
  ["4111-1111 11111111", "4111 1111 1111 1111"],
  ["378282246310005", "3782 822463 10005"],
  ["6304000000000000006", "6304 0000 0000 0000 006"],
  ["4111", "4111"],
  ["4111 xxxx", "4111 xxxx"],
  ["", ""],
])("a card's number %o is shown as %o", (text, shown) => {
  expect(groupCardNumber(text)).toBe(shown);
  expect(groupCardNumber(shown)).toBe(shown);
});

it("a card's number is copied without what separates its digits, and anything else unchanged", () => {
  expect(plainCardNumber("4111 1111-1111 1111")).toBe("4111111111111111");
  expect(plainCardNumber("4111 xxxx")).toBe("4111 xxxx");
});
