import { describe, expect, it } from "vitest";
import { LIMITS } from "../rules/limits.ts";
import {
  categoriesToTrash,
  categoryChanges,
  categoryFilter,
  categoryMove,
  categoryRecord,
  newCategories,
} from "./categories.ts";

describe("categoryRecord", () => {
  it("has a name of 1 to 1,024 characters, kept as it is", () => {
    for (const name of ["x", "  Bank \u0000 ", "a\u0308", "x".repeat(LIMITS.categoryNameChars)]) {
      expect(categoryRecord.parse({ name, parentId: null })).toEqual({ name, parentId: null });
    }
    for (const name of ["", "x".repeat(LIMITS.categoryNameChars + 1), null, 5, undefined]) {
      expect(categoryRecord.safeParse({ name, parentId: null }).success).toBe(false);
    }
  });

  it("refuses fields that it doesn't know", () => {
    expect(categoryRecord.safeParse({ name: "x", parentId: null, colour: "red" }).success).toBe(false);
  });
});

describe("newCategories", () => {
  it("may name the category that each lies in, by an id or none", () => {
    for (const parentId of [1, null, undefined])
      expect(newCategories.safeParse({ categories: [{ name: "x", parentId }] }).success).toBe(true);
    for (const parentId of [0, -1, 1.5, "1", {}])
      expect(newCategories.safeParse({ categories: [{ name: "x", parentId }] }).success).toBe(false);
  });

  it("may have the same name twice, and needs one at least", () => {
    expect(newCategories.parse({ categories: [{ name: "x" }, { name: "x" }] }).categories).toHaveLength(2);
    expect(newCategories.safeParse({ categories: [] }).success).toBe(false);
  });
});

describe("categoryChanges", () => {
  it("refuses one category twice, and a change that names no revision", () => {
    const change = { id: 1, revision: 1, name: "x" };
    expect(categoryChanges.parse({ categories: [change, { ...change, id: 2 }] }).categories).toHaveLength(2);
    expect(categoryChanges.safeParse({ categories: [change, change] }).success).toBe(false);
    expect(categoryChanges.safeParse({ categories: [{ id: 1, name: "x" }] }).success).toBe(false);
    expect(categoryChanges.safeParse({ categories: [] }).success).toBe(false);
  });
});

describe("categoryMove", () => {
  it("goes to the end where nothing says what comes next", () => {
    const move = { id: 1, revision: 1, parentId: null };
    expect(categoryMove.parse(move)).toEqual({ ...move, before: null });
    expect(categoryMove.safeParse({ id: 1, revision: 1 }).success).toBe(false);
  });
});

describe("categoryFilter", () => {
  it("leaves the trash out where nothing is said", () => {
    expect(categoryFilter.parse(undefined)).toEqual({ trash: false });
    expect(categoryFilter.parse({})).toEqual({ trash: false });
  });
});

describe("categoriesToTrash", () => {
  it("has to say whether the items go along", () => {
    expect(categoriesToTrash.parse({ ids: [1], cascade: false })).toEqual({ ids: [1], cascade: false });
    for (const cascade of [undefined, null, 0, "true"]) {
      expect(categoriesToTrash.safeParse({ ids: [1], cascade }).success).toBe(false);
    }
  });
});

it("gives no new category a name that shows nothing", () => {
  for (const name of [" ", "\u200b"])
    expect(newCategories.safeParse({ categories: [{ name }] }).error?.issues[0]?.message).toMatch(
      /needs something to see/,
    );
});
