import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkKdfParameters, isBelowPolicy, KDF_BOUNDS } from "./kdf-parameters.ts";

const inBounds = fc.record({
  memoryKib: fc.integer(KDF_BOUNDS.memoryKib),
  passes: fc.integer(KDF_BOUNDS.passes),
  parallelism: fc.constant(1),
});

describe("checkKdfParameters", () => {
  it("lets pass what is within bounds, today's policy included", () => {
    fc.assert(fc.property(inBounds, (parameters) => checkKdfParameters(parameters) === undefined));
    expect(() => checkKdfParameters({ memoryKib: 64 * 1024, passes: 3, parallelism: 1 })).not.toThrow();
  });

  it("has the bounds of the design", () => {
    expect(KDF_BOUNDS).toEqual({
      memoryKib: { min: 19_456, max: 262_144 },
      passes: { min: 1, max: 10 },
      parallelism: { min: 1, max: 1 },
    });
  });

  it("refuses each parameter beyond each bound, naming it", () => {
    fc.assert(
      fc.property(
        inBounds,
        fc.constantFrom("memoryKib", "passes", "parallelism"),
        fc.double(),
        (parameters, field, number) => {
          const { min, max } = KDF_BOUNDS[field];
          fc.pre(!(Number.isSafeInteger(number) && number >= min && number <= max));
          const refused = expect.objectContaining({
            code: "RECORD_DAMAGED",
            details: { table: "users", field },
          });
          expect(() => checkKdfParameters({ ...parameters, [field]: number })).toThrow(refused);
          expect(() => checkKdfParameters({ ...parameters, [field]: min - 1 })).toThrow(refused);
          expect(() => checkKdfParameters({ ...parameters, [field]: max + 1 })).toThrow(refused);
        },
      ),
    );
  });
});

describe("isBelowPolicy", () => {
  it("is so where memory or passes are less, however much more the other is", () => {
    const policy = { memoryKib: 65_536, passes: 3, parallelism: 1 };
    expect(isBelowPolicy(policy, policy)).toBe(false);
    expect(isBelowPolicy({ ...policy, memoryKib: 65_535, passes: 10 }, policy)).toBe(true);
    expect(isBelowPolicy({ ...policy, memoryKib: 262_144, passes: 2 }, policy)).toBe(true);
    expect(isBelowPolicy({ ...policy, memoryKib: 65_537, passes: 4 }, policy)).toBe(false);
  });
});
