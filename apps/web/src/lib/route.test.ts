import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatRoute, parseRoute, type Route, screenView } from "./route.ts";

const SCREENS = new Set(["trash", "generator", "account", "health"]);

const ids = fc.integer({ min: 1, max: 2 ** 40 });
const screen: fc.Arbitrary<Route> = fc.record({
  view: fc
    .tuple(
      fc.constantFrom(...SCREENS),
      fc.constantFrom(null, "weak", "code-unknown", "strength-0", "before-2019"),
    )
    .map(([name, part]) => screenView(name, part)),
  detail: fc.constant(null),
});
const inList: fc.Arbitrary<Route> = fc.record({
  view: fc.oneof(
    fc
      .constantFrom("all" as const, "favourites" as const, "recent" as const, "uncategorised" as const)
      .map((kind) => ({ kind })),
    ids.map((id) => ({ kind: "category" as const, id })),
  ),
  detail: fc.oneof(
    fc.constant(null),
    fc.constant({ kind: "new" as const }),
    fc.record({ kind: fc.constant("item" as const), id: ids, edit: fc.boolean() }),
  ),
});

describe("a route in the address", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.oneof(inList, screen), (route) => {
        expect(parseRoute(formatRoute(route), SCREENS)).toEqual(route);
      }),
    );
  });

  it("is the list of all items if the address makes no sense", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseRoute(`#${text}?`, SCREENS)).toEqual({ view: { kind: "all" }, detail: null });
      }),
    );
    expect(parseRoute("#/nowhere", SCREENS)).toEqual({ view: { kind: "all" }, detail: null });
    expect(parseRoute("#/nowhere/item/3", SCREENS)).toEqual({ view: { kind: "all" }, detail: null });
  });
});
