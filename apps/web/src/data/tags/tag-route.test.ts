import { describe, expect, it } from "vitest";
import { formatRoute, parseRoute } from "../../lib/route.ts";
import { renameTagRoutes, tagOfView, viewOfTag } from "./tag-route.ts";

describe("the route of a tag", () => {
  const items = [
    { id: 9, tags: ["secret love"] },
    { id: 4, tags: ["a", "Secret Love"] },
  ];

  it("has an address without its name, that leads back to it", () => {
    const view = viewOfTag("secret love", items);
    const address = formatRoute({ view, detail: null });
    expect(address).toBe("#/tag/4-1");
    expect(parseRoute(address, new Set()).view).toEqual(view);
    expect(tagOfView(parseRoute("#/tag/9-0", new Set()).view, items)).toBe("secret love");
    expect(parseRoute("#/tag/4-1/item/9/edit", new Set())).toEqual({
      view,
      detail: { kind: "item", id: 9, edit: true },
    });
  });

  it("means the same tag while the page lives: also once its item has others, and under its new name", () => {
    const view = viewOfTag("secret love", items);
    expect(tagOfView(view, [{ id: 4, tags: ["b", "c"] }])).toBe("secret love");
    renameTagRoutes("SECRET love", "old flame");
    expect(tagOfView(view, [])).toBe("old flame");
    expect(viewOfTag("Old Flame", [])).toEqual(view);
  });

  it("is null if it is unknown", () => {
    expect(tagOfView(parseRoute("#/tag/77-0", new Set()).view, items)).toBeNull();
    expect(tagOfView({ kind: "all" }, items)).toBeNull();
    expect(viewOfTag("no such tag", items)).toEqual({ kind: "all" });
    for (const odd of ["#/tag/4", "#/tag/love", "#/tag/4-", "#/tag/-1", "#/tag/4-1000"])
      expect(parseRoute(odd, new Set()).view).toEqual({ kind: "all" });
  });
});
