import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPlace, type Place, parsePlace } from "./route.ts";

const ids = fc.integer({ min: 1, max: 2 ** 40 });
const health = fc.record({
  view: fc.record({
    kind: fc.constant("health" as const),
    only: fc.constantFrom(null, "weak", "code-unknown", "strength-0", "before-2019"),
  }),
  detail: fc.constant(null),
});
const inList = fc.record({
  view: fc.oneof(
    fc
      .constantFrom(
        "all" as const,
        "favourites" as const,
        "recent" as const,
        "uncategorised" as const,
        "trash" as const,
        "generator" as const,
        "account" as const,
      )
      .map((kind) => ({ kind })),
    ids.map((id) => ({ kind: "category" as const, id })),
  ),
  detail: fc.oneof(
    fc.constant(null),
    fc.constant({ kind: "new" as const }),
    fc.record({ kind: fc.constant("item" as const), id: ids, edit: fc.boolean() }),
  ),
});

const places: fc.Arbitrary<Place> = fc.oneof(inList, health);

describe("a place in the address", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(parsePlace(formatPlace(place))).toEqual(place);
      }),
    );
  });

  it("is the list of all items where the address makes no sense", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parsePlace(`#${text}?`)).toEqual({ view: { kind: "all" }, detail: null });
      }),
    );
  });
});
