import { newItems } from "@opp/core/schemas/items";
import { describe, expect, it } from "vitest";
import { madeUpItems } from "./demo-items.ts";
import { DEMO_CATEGORIES } from "./demo-names.ts";

const items = madeUpItems();
const count = (choose: (item: (typeof items)[number]) => unknown) => items.filter(choose).length;

describe("the demo's vault", () => {
  it("has 400 items in 20 categories, each name once in its category", () => {
    expect(items).toHaveLength(400);
    expect(DEMO_CATEGORIES).toHaveLength(20);
    for (const { items: names } of DEMO_CATEGORIES) expect(new Set(names).size).toBe(20);
  });

  it("has categories that lie in others, with and without items of their own, each in one place", () => {
    const paths = DEMO_CATEGORIES.map(({ path }) => path.join(" / "));
    expect(new Set(paths).size).toBe(20);
    expect(paths).toContain("Money / Banks");
    expect(paths).not.toContain("Money");
    expect(paths).toContain("Work");
    expect(paths).toContain("Work / Servers");
    expect(Math.max(...DEMO_CATEGORIES.map(({ path }) => path.length))).toBe(3);
  });

  it("is the same every time", () => {
    expect(madeUpItems()).toEqual(items);
  });

  it("is one that the server takes", () => {
    const input = { items: items.map((item) => item.input) };
    expect(newItems.parse(input).items).toHaveLength(400);
  });

  it("has something of everything that the product shows", () => {
    const passwords = items.map(({ input }) => input.password ?? "").filter((text) => text.length > 4);
    expect(passwords.length - new Set(passwords).size).toBeGreaterThan(30);
    expect(count(({ input }) => input.url?.startsWith("http://"))).toBeGreaterThan(15);
    expect(count(({ input }) => input.totp)).toBeGreaterThan(20);
    expect(count(({ input }) => input.fields?.length)).toBeGreaterThan(50);
    expect(count(({ input }) => input.moreUrls?.length)).toBeGreaterThan(5);
    expect(count(({ input }) => input.tags?.length)).toBeGreaterThan(80);
    expect(count(({ input }) => (input.tags?.length ?? 0) > 1)).toBeGreaterThan(10);
    expect(count(({ input }) => input.favourite)).toBeGreaterThan(10);
    expect(count(({ input }) => input.blob)).toBeGreaterThan(50);
    expect(count(({ daysOld }) => daysOld > 365)).toBeGreaterThan(50);
    expect(count(({ earlierPassword }) => earlierPassword)).toBeGreaterThan(15);
    expect(count(({ isTrashed }) => isTrashed)).toBeGreaterThan(2);
    expect(count(({ category }) => category === null)).toBeGreaterThan(2);
  });

  it("names no address that someone could have", () => {
    const addresses = items
      .flatMap(({ input }) => [input.url ?? "", ...(input.moreUrls ?? [])])
      .filter(Boolean);
    for (const address of addresses)
      expect(new URL(address).hostname).toMatch(/\.(example|test)$|^192\.168\./);
  });
});
