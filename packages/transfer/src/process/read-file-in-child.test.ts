import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReadItem } from "../model.ts";
import { CHILD_LIMITS, type ChildLimits } from "./child-limits.ts";
import { sourceProgram } from "./child-program.ts";
import { createFileReader, type HeldFile } from "./read-file-in-child.ts";

const program = sourceProgram(join(import.meta.dirname, "../testing/hostile-reader.ts"));
const open = createFileReader({ program });
const limited = (limits: Partial<ChildLimits>) =>
  createFileReader({ program, limits: { ...CHILD_LIMITS, ...limits } });
const file = (text: string) => new TextEncoder().encode(text);
const none = { password: null, keyFile: null };

async function itemsOf(held: HeldFile): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  for await (const batch of held.batches()) items.push(...batch);
  return items;
}
const nameIn = async (held: HeldFile): Promise<string> => (await itemsOf(held))[0]?.name ?? "";

describe("a file that is read in a separate process", () => {
  test("comes back whole, 500 items at most at a time", async () => {
    await using held = await open(file("items 1234"), none);
    expect(held).toMatchObject({ format: "csv", itemCount: 1234, categories: [], notices: [] });
    const batches: (readonly ReadItem[])[] = [];
    for await (const batch of held.batches()) batches.push(batch);
    expect(batches.map(({ length }) => length)).toEqual([500, 500, 234]);
    expect(batches.flat().map(({ name }) => name)).toEqual(
      Array.from({ length: 1234 }, (_, number) => `item ${number}`),
    );
    expect(batches[2]?.at(-1)).toMatchObject({ password: "pässword 1233", blob: "\ud800", sourceId: null });
  });

  test("arrives in the process byte for byte, in pieces of any length", async () => {
    const bytes = new Uint8Array(3 * 1024 * 1024 + 17).map((_, index) => index % 241);
    bytes.set(file("hash ".padEnd(64)));
    const pieces = [bytes.subarray(0, 5), bytes.subarray(5, 2_500_000), bytes.subarray(2_500_000)];
    await using held = await open({ size: bytes.length, pieces }, none);
    expect(await nameIn(held)).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  test("hands over the contents of its attachments, and reads each again when asked twice", async () => {
    await using held = await open(file("attachment 2500000"), none);
    const attachment = (await itemsOf(held))[0]?.attachments?.[0];
    expect(attachment).toMatchObject({ name: "a.bin", bytes: 2_500_000 });
    for (let time = 0; time < 2; time += 1) {
      const hash = createHash("sha256");
      for await (const piece of attachment?.read() ?? []) hash.update(piece);
      expect(hash.digest("hex")).toBe(attachment?.sha256);
    }
  });

  test("is opened with its password and told its name", async () => {
    await using held = await open(file("said"), { password: "p", keyFile: null, fileName: "f.csv" });
    expect((await itemsOf(held))[0]).toMatchObject({ username: "f.csv", password: "p" });
  });

  test("is read without environment, arguments, or leave to read and write elsewhere", async () => {
    await using held = await open(file("surroundings"), { password: "p", keyFile: null });
    expect(JSON.parse(await nameIn(held))).toEqual({
      environment: [],
      arguments: [],
      read: "ERR_ACCESS_DENIED",
      write: "ERR_ACCESS_DENIED",
    });
  });

  test("leaves no memory to a core dump, where the system lets a process choose", async () => {
    if (process.platform !== "linux") return;
    const before = new Set(childrenOf());
    await using held = await open(file("items 1"), none);
    const child = childrenOf().find((pid) => !before.has(pid));
    expect(held.itemCount).toBe(1);
    expect(readFileSync(`/proc/${child}/coredump_filter`, "utf8").trim()).toMatch(/^0+$/);
  });
});

describe("a file that can't be read", () => {
  test("is refused with the reader's reason", async () => {
    await expect(open(file("refuse"), none)).rejects.toMatchObject({
      name: "ImportRefusal",
      reason: "too-costly",
      message: "Opening this file would need a year.",
    });
  });

  test("is damaged where the reader stumbles; what the error quotes doesn't leave the process", async () => {
    const error = await open(file("fail"), { password: "sesame", keyFile: null }).catch(
      (one: unknown) => one,
    );
    if (!(error instanceof Error) || !(error.cause instanceof Error)) throw new Error("no refusal");
    expect(error).toMatchObject({ name: "ImportRefusal", reason: "damaged" });
    expect(error.cause.stack).toContain("hostile-reader");
    expect(`${error.stack} ${error.cause.stack}`).not.toContain("sesame");
  });
});

describe("a file that takes too much", () => {
  test.each([
    ["fills the heap", "heap", { heapMiB: 64 }, "more memory"],
    [
      "fills memory outside the heap",
      "buffers",
      { residentBytes: 300 * 2 ** 20, watchMilliseconds: 20 },
      "300 MiB",
    ],
    ["loops", "loop", { silentMilliseconds: 500 }, "longer"],
    ["computes for ever", "busy", { parseMilliseconds: 500 }, "longer"],
    ["takes longer than allowed in all", "sleep", { allMilliseconds: 1500 }, "longer"],
  ])("is refused when it %s, and only its process ends", async (_, order, limits, about) => {
    await expect(limited(limits)(file(order), none)).rejects.toMatchObject({
      name: "ImportRefusal",
      reason: "too-large",
      message: expect.stringContaining(about),
    });
  });

  test("is closed when its items aren't asked for any more", async () => {
    await using held = await limited({ idleMilliseconds: 50, watchMilliseconds: 20 })(file("items 3"), none);
    await expect
      .poll(() => itemsOf(held).catch((error: Error) => error.message), { timeout: 20_000, interval: 400 })
      .toContain("closed");
  });
});

describe("an import that is cancelled", () => {
  test("ends its process at once, even one that loops", async () => {
    const cancel = new AbortController();
    const reading = open(file("loop"), { ...none, signal: cancel.signal });
    setTimeout(() => cancel.abort(new Error("cancelled by ada")), 200);
    await expect(reading).rejects.toThrow("cancelled by ada");
  });

  test("doesn't begin when it was cancelled before", async () => {
    const signal = AbortSignal.abort(new Error("cancelled before"));
    await expect(open(file("items 1"), { ...none, signal })).rejects.toThrow("cancelled before");
  });

  test("has no items after it is closed", async () => {
    const held = await open(file("items 3"), none);
    await held.close();
    await expect(itemsOf(held)).rejects.toThrow("closed");
  });
});

const childrenOf = (): string[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim().split(" ");
