import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../platform/system-random.ts";
import { asSealed } from "../sealed.ts";
import { TAG_BYTES } from "./aead.ts";
import { CHUNK_BYTES, chunkCount, openChunk, paddedBytes, sealChunk } from "./chunk.ts";
import { CIPHERTEXT_AT } from "./envelope.ts";
import { asFileKey, newFileKey } from "./keys.ts";

const key = newFileKey(systemRandom);
const bytesOf = (length: number, seed = 1) => new Uint8Array(length).map((_, at) => (at * 31 + seed) & 0xff);
const whole = bytesOf(CHUNK_BYTES);
const first = { attachmentId: 17, no: 0, isLast: false };
const last = { attachmentId: 17, no: 1, isLast: true };

describe("a chunk of a file", () => {
  it("opens to what was sealed, whatever its length", () => {
    const sizes = fc.oneof(
      fc.constantFrom(0, 1, 4095, 4096, 4097, CHUNK_BYTES - 1, CHUNK_BYTES),
      fc.nat({ max: CHUNK_BYTES }),
    );
    fc.assert(
      fc.property(sizes, (size) => {
        const bytes = bytesOf(size);
        const opened = openChunk(key, last, sealChunk(systemRandom, key, { place: last, bytes }));
        expect(Buffer.compare(Buffer.from(opened ?? [0, 0, 0]), Buffer.from(bytes))).toBe(0);
      }),
      { numRuns: 40 },
    );
    const opened = openChunk(key, first, sealChunk(systemRandom, key, { place: first, bytes: whole }));
    expect(Buffer.compare(Buffer.from(opened ?? []), Buffer.from(whole))).toBe(0);
  });

  it("shows a file's size in steps of 4 KiB only", () => {
    const sizeOf = (length: number) =>
      sealChunk(systemRandom, key, { place: last, bytes: bytesOf(length) }).length;
    expect(new Set([0, 1, 1000, 4095].map(sizeOf)).size).toBe(1);
    expect(sizeOf(4096)).toBe(sizeOf(0) + 4096);
    expect(sizeOf(0)).toBe(CIPHERTEXT_AT + 4096 + TAG_BYTES);
  });

  it("doesn't open as another chunk, as another file's, or with another end", () => {
    const sealedFirst = sealChunk(systemRandom, key, { place: first, bytes: whole });
    const sealedLast = sealChunk(systemRandom, key, { place: last, bytes: bytesOf(100) });
    const elsewhere = [
      { ...first, no: 1 },
      { ...first, attachmentId: 18 },
      { ...first, isLast: true },
    ];
    for (const place of elsewhere) expect(openChunk(key, place, sealedFirst)).toBeNull();
    for (const place of [
      { ...last, no: 0 },
      { ...last, attachmentId: 16 },
      { ...last, isLast: false },
    ])
      expect(openChunk(key, place, sealedLast)).toBeNull();
    expect(openChunk(newFileKey(systemRandom), last, sealedLast)).toBeNull();
  });

  it("doesn't open with any byte of it changed", () => {
    const sealed = sealChunk(systemRandom, key, { place: last, bytes: bytesOf(10) });
    for (let at = 1; at < sealed.length; at += 1) {
      const changed = asSealed(sealed.slice());
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(openChunk(key, last, changed), `byte ${at}`).toBeNull();
    }
    expect(openChunk(key, last, asSealed(sealed.slice(0, -1)))).toBeNull();
    expect(openChunk(key, last, asSealed(sealed.slice(0, 10)))).toBeNull();
  });

  it("is whole, or the last", () => {
    expect(() => sealChunk(systemRandom, key, { place: first, bytes: whole.subarray(1) })).toThrow(
      RangeError,
    );
    expect(() =>
      sealChunk(systemRandom, key, { place: last, bytes: new Uint8Array(CHUNK_BYTES + 1) }),
    ).toThrow(RangeError);
    expect(() => asFileKey(new Uint8Array(31))).toThrow(RangeError);
  });

  it("is one of as many as the file's size makes, an empty file's too", () => {
    const sizes = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES];
    expect(sizes.map(chunkCount)).toEqual([1, 1, 1, 1, 2, 3]);
    expect(sizes.map(paddedBytes)).toEqual([
      4096,
      4096,
      CHUNK_BYTES,
      CHUNK_BYTES + 4096,
      CHUNK_BYTES + 4096,
      3 * CHUNK_BYTES + 4096,
    ]);
  });
});
