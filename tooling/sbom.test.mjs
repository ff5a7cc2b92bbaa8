import { describe, expect, it } from "vitest";
import { reproducible } from "./sbom.mjs";

const list = (names, serialNumber) => ({
  bomFormat: "CycloneDX",
  serialNumber,
  metadata: { timestamp: serialNumber, component: { name: "openpassphrase" } },
  components: names.map((name) => ({ name, "bom-ref": `pkg:npm/${name}@1` })),
  dependencies: names.map((name) => ({ ref: `pkg:npm/${name}@1`, dependsOn: names })),
});

describe("the list of components", () => {
  it("is the same for the same components, whatever their order and the time", () => {
    const one = reproducible(list(["a", "b", "c"], "one"));
    const text = JSON.stringify(one);
    expect(JSON.stringify(reproducible(list(["c", "a", "b"], "other")))).toBe(text);
    expect(text).not.toContain('"timestamp"');
    expect(one.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it("has another number for other components", () => {
    const numbers = [["a"], ["a", "b"]].map((names) => reproducible(list(names, "x")).serialNumber);
    expect(new Set(numbers).size).toBe(2);
  });
});
