import { describe, expect, it } from "vitest";
import { systemRandom } from "../platform/system-random.ts";
import { asSealed } from "../sealed.ts";
import { everyBitFlipped, everyTruncation, numberedKey } from "../testing/sealing.ts";
import { openPreviousKey, sealPreviousKey } from "./previous-key.ts";

const random = systemRandom;
const previous = numberedKey(1);
const current = numberedKey(2);
const sealed = sealPreviousKey(random, 7, { current, previous });

describe("openPreviousKey", () => {
  it("answers the key before and its number to whoever has the key in use", () => {
    expect(openPreviousKey(7, current, sealed)).toEqual(previous);
  });

  it("answers no under another key, for another user, and under another number of the same key", () => {
    expect(openPreviousKey(7, numberedKey(2, 9), sealed)).toBeNull();
    expect(openPreviousKey(8, current, sealed)).toBeNull();
    expect(openPreviousKey(7, { ...current, number: 3 }, sealed)).toBeNull();
    expect(openPreviousKey(-1, current, sealed)).toBeNull();
  });

  it("answers no when any bit was turned or bytes are missing, and names another version", () => {
    for (const changed of [
      ...everyBitFlipped(sealed),
      ...everyTruncation(sealed),
      asSealed(new Uint8Array(3)),
    ]) {
      const opening = () => openPreviousKey(7, current, changed);
      if (changed.length < sealed.length || changed[0] === 1) expect(opening()).toBeNull();
      else expect(opening).toThrow(expect.objectContaining({ code: "RECORD_UNSUPPORTED" }));
    }
  });

  it("leaves the keys as they are", () => {
    expect([previous, current]).toEqual([numberedKey(1), numberedKey(2)]);
  });
});
