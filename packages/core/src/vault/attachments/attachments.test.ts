import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHUNK_BYTES } from "../../cipher/chunk.ts";
import { type AttachmentId, asAttachmentId, asItemId } from "../../ids.ts";
import { makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { renewVaultKey } from "../account/passphrase.ts";
import type { VaultPolicy } from "../deps.ts";
import { createItems, getItem, trashItems } from "../items/items.ts";
import { emptyTrash, forgetVersions } from "../items/trash-and-history.ts";
import { sweep } from "../upkeep/sweep.ts";
import {
  getAttachment,
  listAttachments,
  measureAttachments,
  removeAttachments,
  renameAttachment,
  restoreAttachments,
} from "./attachments.ts";
import { finishAttachment } from "./finish-file.ts";
import { type ByteRange, openAttachment } from "./read-file.ts";
import { beginAttachment, receivePart } from "./receive-file.ts";

const bytesOf = (length: number, seed = 7) => {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 2654435761 + seed) >>> 13;
  return bytes;
};
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function* inPieces(bytes: Uint8Array, piece = 65_536) {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

async function openWorld(policy: Partial<VaultPolicy> = {}) {
  const vault = await openTestVault({ policy });
  const { deps } = vault;
  const owner = await makeOwner(deps);
  const unlocked = await owner.unlock();
  const { items } = await createItems(deps, unlocked, { items: [{ name: "Passport", ...EMPTY }] });
  const itemId = asItemId(items[0]?.id ?? 0);
  const begin = async (bytes: number, name = "scan.pdf") =>
    asAttachmentId(
      (await beginAttachment(deps, unlocked, { itemId, name, type: "application/pdf", bytes })).id,
    );
  const send = (id: AttachmentId, bytes: Uint8Array, from = 0, piece?: number) =>
    receivePart(deps, unlocked, { id, from, part: inPieces(bytes, piece) });
  const add = async (bytes: Uint8Array, name?: string) => {
    const id = await begin(bytes.length, name);
    await send(id, bytes);
    return finishAttachment(deps, unlocked, { id, sha256: sha256(bytes) });
  };
  const read = async (id: number, range?: ByteRange) => {
    const chunks: Uint8Array[] = [];
    const file = await openAttachment(deps, unlocked, { id: asAttachmentId(id) });
    for await (const chunk of file.read(range)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const count = (table: string) => {
    using raw = openRaw(vault.databasePath);
    return raw.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();
  };
  return {
    vault,
    deps,
    owner,
    unlocked,
    itemId,
    begin,
    send,
    add,
    read,
    count,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

const EMPTY = { url: "", account: "", username: "", password: "", blob: "", categoryId: null };

describe("a file of an item", () => {
  it("comes back unchanged, in whatever pieces and parts", async () => {
    await using world = await openWorld();
    const sizes = fc.oneof(
      fc.constantFrom(0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES),
      fc.nat({ max: 3 * CHUNK_BYTES }),
    );
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1000, max: 400_000 }),
        fc.nat({ max: 2 }),
        async (size, piece, chunks) => {
          const bytes = bytesOf(size, size);
          const id = await world.begin(size);
          const border = Math.min(chunks * CHUNK_BYTES, size);
          if (border > 0) await world.send(id, bytes.subarray(0, border), 0, piece);
          const after = await world.send(id, bytes.subarray(border), border, piece);
          expect(after).toEqual({ received: size, done: true });
          const done = await finishAttachment(world.deps, world.unlocked, { id });
          expect(done).toMatchObject({ state: "ready", bytes: size, received: size, sha256: sha256(bytes) });
          expect((await world.read(id)).equals(bytes)).toBe(true);
          await removeAttachments(world.deps, world.unlocked, { ids: [id] });
          await forgetVersions(world.deps, world.unlocked, { id: world.itemId });
        },
      ),
      { numRuns: 14 },
    );
    expect(world.count("attachment_chunks")).toBe(0);
  });

  it("gives any range of its bytes", async () => {
    await using world = await openWorld();
    const bytes = bytesOf(2 * CHUNK_BYTES + 100);
    const { id } = await world.add(bytes);
    const places = fc.nat({ max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(places, places, async (one, other) => {
        const range = { first: Math.min(one, other), last: Math.max(one, other) };
        expect((await world.read(id, range)).equals(bytes.subarray(range.first, range.last + 1))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("raises the item's revision when it is complete, is renamed, removed and restored", async () => {
    await using world = await openWorld();
    const { deps, unlocked, itemId } = world;
    const revision = async () => (await getItem(deps, unlocked, { id: itemId })).revision;
    const file = await world.add(bytesOf(10));
    const id = asAttachmentId(file.id);
    expect(file).toMatchObject({ name: "scan.pdf", type: "application/pdf", addedBy: "Firefox on Linux" });
    expect(await revision()).toBe(2);
    const renamed = await renameAttachment(deps, unlocked, { id, revision: file.revision, name: "old.pdf" });
    expect(renamed).toMatchObject({
      name: "old.pdf",
      type: "application/pdf",
      bytes: 10,
      sha256: file.sha256,
    });
    expect(
      await refusal(renameAttachment(deps, unlocked, { id, revision: file.revision, name: "x" })),
    ).toMatchObject({
      code: "CONFLICT",
    });
    expect(await removeAttachments(deps, unlocked, { ids: [id] })).toEqual({ ids: [id] });
    expect((await listAttachments(deps, unlocked, { itemId })).attachments).toMatchObject([
      { id, name: "old.pdf", deletedAt: deps.clock.now() },
    ]);
    expect(await restoreAttachments(deps, unlocked, { ids: [id] })).toEqual({ ids: [id] });
    expect(await revision()).toBe(5);
    expect((await world.read(id)).equals(bytesOf(10))).toBe(true);
  });

  it("is finished once; once more answers the same", async () => {
    await using world = await openWorld();
    const file = await world.add(bytesOf(5));
    const id = asAttachmentId(file.id);
    expect(await finishAttachment(world.deps, world.unlocked, { id })).toEqual(file);
    expect(
      await refusal(finishAttachment(world.deps, world.unlocked, { id, sha256: "0".repeat(64) })),
    ).toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

describe("a part of a file", () => {
  it("is refused behind or ahead of what has arrived, and says where to continue", async () => {
    await using world = await openWorld();
    const bytes = bytesOf(2 * CHUNK_BYTES + 10);
    const id = await world.begin(bytes.length);
    expect(await world.send(id, bytes.subarray(0, CHUNK_BYTES))).toEqual({
      received: CHUNK_BYTES,
      done: false,
    });
    for (const from of [0, 1, CHUNK_BYTES - 1, 2 * CHUNK_BYTES, bytes.length])
      expect(await refusal(world.send(id, bytes.subarray(from), from))).toMatchObject({
        code: "ATTACHMENT_INCOMPLETE",
        details: { received: CHUNK_BYTES },
      });
    expect(await refusal(finishAttachment(world.deps, world.unlocked, { id }))).toMatchObject({
      code: "ATTACHMENT_INCOMPLETE",
      details: { received: CHUNK_BYTES },
    });
    await world.send(id, bytes.subarray(CHUNK_BYTES), CHUNK_BYTES);
    expect(await world.send(id, new Uint8Array(), bytes.length)).toEqual({
      received: bytes.length,
      done: true,
    });
    await finishAttachment(world.deps, world.unlocked, { id });
    expect((await world.read(id)).equals(bytes)).toBe(true);
    expect(await refusal(world.send(id, bytes))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("with more bytes than were declared, or an end within a chunk, leaves whole chunks only", async () => {
    await using world = await openWorld();
    const declared = CHUNK_BYTES + 10;
    const id = await world.begin(declared);
    expect(await refusal(world.send(id, bytesOf(declared + 1)))).toMatchObject({ code: "INVALID_INPUT" });
    expect((await getAttachment(world.deps, world.unlocked, { id })).received).toBe(CHUNK_BYTES);
    expect(await refusal(world.send(id, bytesOf(9), CHUNK_BYTES))).toMatchObject({ code: "INVALID_INPUT" });
    expect(await refusal(finishAttachment(world.deps, world.unlocked, { id }))).toMatchObject({
      code: "ATTACHMENT_INCOMPLETE",
    });
    const empty = await world.begin(0);
    expect(await refusal(world.send(empty, bytesOf(1)))).toMatchObject({ code: "INVALID_INPUT" });
    expect(await world.send(empty, new Uint8Array())).toEqual({ received: 0, done: true });
  });

  it("that breaks off leaves the chunks that are written, and the rest comes later", async () => {
    await using world = await openWorld();
    const bytes = bytesOf(2 * CHUNK_BYTES + 10);
    const id = await world.begin(bytes.length);
    async function* breakingOff() {
      yield bytes.subarray(0, CHUNK_BYTES + 1000);
      throw new Error("the line is cut");
    }
    const cut = receivePart(world.deps, world.unlocked, { id, from: 0, part: breakingOff() });
    await expect(cut).rejects.toThrow("the line is cut");
    expect((await getAttachment(world.deps, world.unlocked, { id })).received).toBe(CHUNK_BYTES);
    await world.send(id, bytes.subarray(CHUNK_BYTES), CHUNK_BYTES);
    expect(await finishAttachment(world.deps, world.unlocked, { id })).toMatchObject({
      sha256: sha256(bytes),
    });
  });

  it("twice at once is written once", async () => {
    await using world = await openWorld();
    const bytes = bytesOf(3 * CHUNK_BYTES);
    const id = await world.begin(bytes.length);
    const outcomes = await Promise.allSettled([world.send(id, bytes), world.send(id, bytes)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeLessThan(2);
    const { received } = await getAttachment(world.deps, world.unlocked, { id });
    if (received < bytes.length) await world.send(id, bytes.subarray(received), received);
    expect(await finishAttachment(world.deps, world.unlocked, { id })).toMatchObject({
      sha256: sha256(bytes),
    });
    expect(world.count("attachment_chunks")).toBe(3);
  });

  it("that is under way while the vault gets another key arrives whole", async () => {
    await using world = await openWorld();
    const { deps, owner } = world;
    const bytes = bytesOf(2 * CHUNK_BYTES + 10);
    const id = await world.begin(bytes.length);
    async function* renewedInBetween() {
      yield bytes.subarray(0, CHUNK_BYTES + 1);
      const { password } = owner.secrets;
      await renewVaultKey(deps, world.unlocked, { password, newPassphrase: "third passphrase" });
      yield bytes.subarray(CHUNK_BYTES + 1);
    }
    expect(await receivePart(deps, world.unlocked, { id, from: 0, part: renewedInBetween() })).toEqual({
      received: bytes.length,
      done: true,
    });
    using renewed = await owner.unlock("third passphrase");
    expect(await finishAttachment(deps, renewed, { id })).toMatchObject({ sha256: sha256(bytes) });
    const file = await openAttachment(deps, renewed, { id });
    const read: Uint8Array[] = [];
    for await (const chunk of file.read()) read.push(chunk);
    expect(sha256(Buffer.concat(read))).toBe(sha256(bytes));
  });

  it("finds its file gone when it is removed in between", async () => {
    await using world = await openWorld();
    const bytes = bytesOf(2 * CHUNK_BYTES);
    const id = await world.begin(bytes.length);
    async function* removedInBetween() {
      yield bytes.subarray(0, CHUNK_BYTES);
      yield bytes.subarray(CHUNK_BYTES, CHUNK_BYTES + 1);
      await removeAttachments(world.deps, world.unlocked, { ids: [id] });
      yield bytes.subarray(CHUNK_BYTES + 1);
    }
    const part = receivePart(world.deps, world.unlocked, { id, from: 0, part: removedInBetween() });
    expect(await refusal(part)).toMatchObject({ code: "NOT_FOUND", details: { table: "attachments" } });
    expect([world.count("attachments"), world.count("attachment_chunks")]).toEqual([0, 0]);
  });
});

describe("a damaged file", () => {
  const damages: [string, string][] = [
    [
      "a chunk changed",
      "UPDATE attachment_chunks SET sealed = CAST(substr(sealed, 1, 5) || zeroblob(24) || substr(sealed, 30) AS BLOB) WHERE no = 1",
    ],
    ["a chunk missing", "DELETE FROM attachment_chunks WHERE no = 1"],
    ["its last chunk cut off", "DELETE FROM attachment_chunks WHERE no = 2"],
    [
      "two chunks swapped",
      "UPDATE attachment_chunks SET no = CASE no WHEN 0 THEN 91 WHEN 1 THEN 90 ELSE no END; UPDATE attachment_chunks SET no = no - 90 WHERE no >= 90",
    ],
    [
      "a chunk twice",
      "UPDATE attachment_chunks SET sealed = (SELECT sealed FROM attachment_chunks WHERE no = 0) WHERE no = 1",
    ],
    [
      "its end in the middle",
      "UPDATE attachment_chunks SET sealed = (SELECT sealed FROM attachment_chunks WHERE no = 2) WHERE no = 1",
    ],
  ];
  it.each(damages)("with %s is never answered whole", async (_name, sql) => {
    await using world = await openWorld();
    const bytes = bytesOf(2 * CHUNK_BYTES + 10);
    const { id } = await world.add(bytes);
    {
      using raw = openRaw(world.vault.databasePath);
      raw.exec(sql);
    }
    const reported: number[] = [];
    const file = await openAttachment(world.deps, world.unlocked, {
      id: asAttachmentId(id),
      reportDamage: ({ no }) => reported.push(no),
    });
    const read: Uint8Array[] = [];
    const reading = (async () => {
      for await (const chunk of file.read()) read.push(chunk);
    })();
    expect(await refusal(reading)).toEqual({
      code: "RECORD_DAMAGED",
      details: { table: "attachments", ids: [id] },
    });
    expect(Buffer.concat(read).equals(bytes.subarray(0, read.length * CHUNK_BYTES))).toBe(true);
    expect(reported).toEqual([read.length]);
  });

  it("with another file's chunk, or another file's record, doesn't open", async () => {
    await using world = await openWorld();
    const one = await world.add(bytesOf(10, 1));
    const other = await world.add(bytesOf(10, 2));
    using raw = openRaw(world.vault.databasePath);
    const swap = (table: string, key: string) =>
      raw
        .prepare(
          `UPDATE ${table} SET sealed = (SELECT sealed FROM ${table} WHERE ${key} = ?) WHERE ${key} = ?`,
        )
        .run(other.id, one.id);
    swap("attachment_chunks", "attachment_id");
    expect(await refusal(world.read(one.id))).toMatchObject({ code: "RECORD_DAMAGED" });
    swap("attachments", "id");
    expect(await refusal(world.read(one.id))).toMatchObject({ code: "RECORD_DAMAGED" });
    const { attachments } = await listAttachments(world.deps, world.unlocked, {});
    expect(attachments.map(({ damaged, name }) => [damaged, name])).toEqual([
      [true, ""],
      [false, "scan.pdf"],
    ]);
  });
});

describe("the room for files", () => {
  it("is asked for before a byte is sent, and says what is left", async () => {
    await using world = await openWorld({ maxAttachmentBytes: 300_000, attachmentQuotaBytes: 400_000 });
    const { deps, unlocked } = world;
    expect(await measureAttachments(deps, unlocked)).toEqual({
      files: 0,
      usedBytes: 0,
      quotaBytes: 400_000,
      leftBytes: 300_000,
      maxBytes: 300_000,
    });
    expect(await refusal(world.begin(300_001))).toMatchObject({
      code: "QUOTA_EXCEEDED",
      details: { leftBytes: 300_000 },
    });
    await world.begin(300_000);
    const { leftBytes } = await measureAttachments(deps, unlocked);
    expect(await refusal(world.begin(leftBytes + 1))).toMatchObject({
      code: "QUOTA_EXCEEDED",
      details: { leftBytes },
    });
    await world.begin(leftBytes);
  });

  it("is none where files are switched off", async () => {
    await using world = await openWorld({ maxAttachmentBytes: 0 });
    expect(await refusal(world.begin(0))).toMatchObject({ code: "INVALID_INPUT" });
  });

  it("is given back by what is erased", async () => {
    await using world = await openWorld();
    const { deps, unlocked, itemId } = world;
    const use = async () => (await measureAttachments(deps, unlocked)).files;
    const given = await world.begin(10);
    await removeAttachments(deps, unlocked, { ids: [given] });
    expect(await use()).toBe(0);
    const removed = await world.add(bytesOf(CHUNK_BYTES + 1));
    await removeAttachments(deps, unlocked, { ids: [asAttachmentId(removed.id)] });
    await sweep(deps);
    expect([await use(), world.count("attachment_chunks")]).toEqual([1, 2]);
    await forgetVersions(deps, unlocked, { id: itemId });
    expect([await use(), world.count("attachment_chunks")]).toEqual([0, 0]);
    await world.add(bytesOf(40 * 10));
    await trashItems(deps, unlocked.scope, { ids: [itemId] });
    expect([await use(), world.count("attachment_chunks")]).toEqual([1, 1]);
    await emptyTrash(deps, unlocked, {});
    expect([await use(), world.count("attachments"), world.count("attachment_chunks")]).toEqual([0, 0, 0]);
  });

  it("is given back by the sweep: of what never arrived after a day, of what was removed after a year", async () => {
    await using world = await openWorld();
    const { deps, unlocked, vault } = world;
    const day = 24 * 3_600_000;
    const arriving = await world.begin(CHUNK_BYTES * 2);
    await world.send(arriving, bytesOf(CHUNK_BYTES));
    const removed = await world.add(bytesOf(10));
    const stays = await world.add(bytesOf(10));
    await removeAttachments(deps, unlocked, { ids: [asAttachmentId(removed.id)] });
    vault.advance(day - 1);
    await sweep(deps);
    expect(world.count("attachments")).toBe(3);
    vault.advance(2);
    await sweep(deps);
    expect([world.count("attachments"), world.count("attachment_chunks")]).toEqual([2, 2]);
    vault.advance(364 * day);
    await sweep(deps);
    using raw = openRaw(vault.databasePath);
    expect(raw.prepare("SELECT id FROM attachments").pluck().all()).toEqual([stays.id]);
  });
});
