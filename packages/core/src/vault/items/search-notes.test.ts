import { describe, expect, it } from "vitest";
import { asItemId } from "../../ids.ts";
import { LIMITS } from "../../rules/limits.ts";
import { notesSearch } from "../../schemas/search.ts";
import { makeOwner } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { createItems, trashItems } from "./items.ts";
import { searchNotes } from "./search-notes.ts";

async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const ada = await (await makeOwner(deps)).unlock();
  const bob = await (await makeOwner(deps, "bob")).unlock();
  const store = async (owner: typeof ada, notes: readonly string[]) => {
    const items = notes.map((blob) => ({
      name: "",
      url: "",
      account: "",
      username: "",
      password: "",
      categoryId: null,
      blob,
    }));
    return (await createItems(deps, owner, { items })).items.map(({ id }) => id);
  };
  const find = async (owner: typeof ada, ...texts: string[]) =>
    (await searchNotes(deps, owner, { texts })).found.map(({ ids }) => ids);
  return { deps, ada, bob, store, find, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

describe("a search in the notes", () => {
  it("answers, text by text, the items whose notes hold it, in any case and with or without accents", async () => {
    await using world = await openWorld();
    const [first, second, third] = await world.store(world.ada, [
      "PIN of the Zürich safe",
      "pin: 1234\nrecovery",
      "",
    ]);
    expect(await world.find(world.ada, "PIN", "zurich", "nowhere", "1234\nrec")).toEqual([
      [first, second],
      [first],
      [],
      [second],
    ]);
    expect((await world.find(world.ada, " ")).flat()).not.toContain(third);
  });

  it("shows what stands around each hit, unless there are more than anyone reads", async () => {
    await using world = await openWorld();
    await world.store(world.ada, ["The\nGeheimzahl is 4711"]);
    const excerpts = async (text: string) =>
      (await searchNotes(world.deps, world.ada, { texts: [text] })).found[0]?.excerpts;
    expect(await excerpts("geheim")).toEqual(["The Geheimzahl is 4711"]);
    await world.store(
      world.ada,
      Array.from({ length: LIMITS.notesExcerpts }, (_, index) => `geheim ${index}`),
    );
    expect(await world.find(world.ada, "geheim")).toMatchObject([{ length: LIMITS.notesExcerpts + 1 }]);
    expect(await excerpts("geheim")).toEqual([]);
  });

  it("finds nothing for a text of accents alone, rather than everything", async () => {
    await using world = await openWorld();
    await world.store(world.ada, ["anything"]);
    expect(await world.find(world.ada, "\u0301")).toEqual([[]]);
  });

  it("looks neither in the trash nor in other people's notes", async () => {
    await using world = await openWorld();
    const [kept, thrown] = await world.store(world.ada, ["treasure", "treasure"]);
    await trashItems(world.deps, world.ada.scope, { ids: [asItemId(thrown ?? 0)] });
    await world.store(world.bob, ["treasure"]);
    expect(await world.find(world.ada, "treasure")).toEqual([[kept]]);
  });

  it("takes 16 texts of 256 characters at most, and none that is empty", () => {
    const takes = (texts: unknown) => notesSearch.safeParse({ texts }).success;
    expect(takes(Array.from({ length: 16 }, () => "x".repeat(256)))).toBe(true);
    expect(takes(Array.from({ length: 17 }, () => "x"))).toBe(false);
    expect(takes(["x".repeat(257)])).toBe(false);
    expect(takes([""])).toBe(false);
    expect(takes([])).toBe(false);
  });
});
