import { expect, it } from "vitest";
import { requireVisible } from "./require-visible.ts";

it("refuses a new name that shows nothing, and keeps one that was there before", () => {
  for (const name of [" ", "\u200b", "\u3164", "\n\t"])
    expect(() => requireVisible(name, "Bank")).toThrow("A name needs something to see");
  expect(() => requireVisible(" ", " ")).not.toThrow();
  for (const name of [undefined, "", " Bank "]) expect(() => requireVisible(name, "Bank")).not.toThrow();
});
