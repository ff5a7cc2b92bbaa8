import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

describe("nearestName", () => {
  it.each([
    ["prot", ["host", "part", "port"], "port"],
    ["hsot", ["port", "most", "host"], "host"],
    ["registation", ["registration", "port"], "registration"],
    ["tls-cert", ["tls-cert-file", "tls-key-file"], null],
    ["tls-cret-file", ["tls-key-file", "tls-cert-file"], "tls-cert-file"],
    ["something-else", ["port"], null],
  ])("takes %j for what is fewest edits away, swapped letters being one", (typed, names, meant) => {
    expect(nearestName(typed, names)).toBe(meant);
  });
});
