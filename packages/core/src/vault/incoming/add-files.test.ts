import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { IncomingAttachment, IncomingFile } from "../../duplicates/incoming.ts";
import { asImportBatchId } from "../../ids.ts";
import { importAll } from "../../testing/import-world.ts";
import { makeOwner } from "../../testing/owner.ts";
import { incoming } from "../../testing/sample-import.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { listAttachments } from "../attachments/attachments.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems } from "../items/items.ts";
import type { ReadFileAnswer } from "../read-import-file.ts";
import { undoImport } from "./undo-import.ts";

const file = (name: string, text: string): IncomingAttachment => ({
  name,
  bytes: Buffer.byteLength(text),
  sha256: createHash("sha256").update(text).digest("hex"),
  read: async function* () {
    yield Buffer.from(text);
  },
});

/** A vault whose imports read `held.items`, files included. */
async function openWorld() {
  const held: { items: IncomingFile["items"] } = { items: [] };
  const read = async (): Promise<ReadFileAnswer> => ({
    outcome: "read",
    file: { format: "sample", categories: [], items: held.items, notices: [] },
    formatName: "Sample",
    table: null,
    close: async () => undefined,
  });
  const vault = await openTestVault({ readImportFile: read });
  const opened = await (await makeOwner(vault.deps, "ann")).unlock();
  const importItems = (items: IncomingFile["items"]) => {
    held.items = items;
    return importAll(vault.deps, opened, { items });
  };
  const files = async () => {
    const { attachments } = await listAttachments(vault.deps, opened, {});
    return attachments.filter(({ deletedAt }) => deletedAt === null).map(({ name }) => name);
  };
  return { ...vault, opened, importItems, files, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

const login = { name: "Shop", url: "shop.example", username: "ada", password: "p" };

describe("the files of imported items", () => {
  it("come once, also into the trash, and make no item newer than the file says", async () => {
    await using world = await openWorld();
    const items = [
      incoming({
        sourceId: "s:1",
        name: "A",
        updatedAt: 5000,
        attachments: [file("a.txt", "a"), file("b.txt", "a")],
      }),
      incoming({
        sourceId: "s:2",
        name: "B",
        trashed: true,
        deletedAt: 7000,
        attachments: [file("c.txt", "c")],
      }),
    ];
    expect((await world.importItems(items)).report).toMatchObject({
      created: 2,
      attachments: 3,
      notices: [],
    });
    expect((await world.importItems(items)).report).toMatchObject({ created: 0, attachments: 0 });
    expect(await world.files()).toEqual(["a.txt", "b.txt", "c.txt"]);
    const { items: live } = await fetchAll(world.deps, world.opened, { trash: false });
    const { items: trash } = await fetchAll(world.deps, world.opened, { trash: true });
    expect(live).toMatchObject([{ name: "A", updatedAt: 5000 }]);
    expect(trash).toMatchObject([{ name: "B", deletedAt: 7000 }]);
  });

  it("join those of a match by content, and go with an undo", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    await createItems(deps, opened, { items: [{ ...login, account: "", blob: "", categoryId: null }] });
    const attachments = [file("a.txt", "a"), file("same.txt", "a"), file("b.txt", "b")];
    const { id, report } = await world.importItems([incoming({ ...login, blob: "n", attachments })]);
    expect(report).toMatchObject({ merged: 1, attachments: 2 });
    expect(await world.files()).toEqual(["a.txt", "b.txt"]);
    const undone = await undoImport(deps, opened, { importId: asImportBatchId(id), changedToo: false });
    expect(undone).toMatchObject({ done: true, restored: 1, kept: [] });
    expect(await world.files()).toEqual([]);
    expect((await fetchAll(deps, opened, { trash: false })).items).toMatchObject([
      { name: "Shop", blob: "" },
    ]);
  });

  it("that can't be added are named, and cost nothing else", async () => {
    await using world = await openWorld();
    const broken = { ...file("broken.txt", "x"), bytes: 5 };
    const { report } = await world.importItems([
      incoming({ ...login, attachments: [broken, file("fine.txt", "f")] }),
    ]);
    expect(report).toMatchObject({
      created: 1,
      attachments: 1,
      notices: [{ item: "Shop", kind: "left-out", about: expect.stringContaining("broken.txt") }],
    });
    expect(await world.files()).toEqual(["fine.txt"]);
  });
});
