import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../platform/system-random.ts";
import { asSealed } from "../sealed.ts";
import { everyBitFlipped, everyTruncation } from "../testing/sealing.ts";
import { sealEnvelope } from "./envelope.ts";
import { pad } from "./padding.ts";
import { openOrigin, sealOrigin } from "./session-origin.ts";
import { utf8Encode } from "./utf8.ts";

const random = systemRandom;
const key = random(32);
const sessionId = "00112233445566778899aabbccddeeff";
const origin = { device: "Firefox on Linux", address: "2001:db8::7" };
const unknown = { device: "", address: "" };
const sealed = sealOrigin(random, key, { userId: 7, sessionId, origin });
const sealText = (text: string) =>
  sealEnvelope(random, key, pad(utf8Encode(text), 64), { kind: "session-origin", userId: 7, sessionId });

describe("openOrigin", () => {
  it("answers where a session comes from, whatever the device calls itself", () => {
    const text = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(text, text, (device, address) => {
        const seal = sealOrigin(random, key, { userId: 7, sessionId, origin: { device, address } });
        expect(openOrigin(key, 7, { sessionId, sealed: seal })).toEqual({ device, address });
      }),
    );
  });

  it("answers empty fields, never an error, when any bit was turned or bytes are missing", () => {
    for (const changed of [
      ...everyBitFlipped(sealed),
      ...everyTruncation(sealed),
      asSealed(new Uint8Array(3)),
    ]) {
      expect(openOrigin(key, 7, { sessionId, sealed: changed })).toEqual(unknown);
    }
  });

  it("answers empty fields for another user, session or server secret", () => {
    expect(openOrigin(key, 8, { sessionId, sealed })).toEqual(unknown);
    expect(openOrigin(key, 7, { sessionId: "f".repeat(32), sealed })).toEqual(unknown);
    for (const id of ["", "no hex", sessionId.toUpperCase()])
      expect(openOrigin(key, 7, { sessionId: id, sealed })).toEqual(unknown);
    expect(openOrigin(random(32), 7, { sessionId, sealed })).toEqual(unknown);
  });

  it.each([
    "",
    "null",
    "5",
    "[]",
    "{",
    "{}",
    '{"device":"x"}',
    '{"device":"x","address":5}',
    '{"device":null,"address":""}',
  ])("answers empty fields for %j under the right seal", (text) => {
    expect(openOrigin(key, 7, { sessionId, sealed: sealText(text) })).toEqual(unknown);
  });

  it("answers empty fields for what is not padded or no UTF-8", () => {
    const place = { kind: "session-origin", userId: 7, sessionId } as const;
    for (const bytes of [new Uint8Array(), new Uint8Array(64), pad(new Uint8Array([0xff]), 64)]) {
      expect(openOrigin(key, 7, { sessionId, sealed: sealEnvelope(random, key, bytes, place) })).toEqual(
        unknown,
      );
    }
  });

  it("answers the two fields and no other", () => {
    const more = { ...origin, city: "x" };
    expect(
      openOrigin(key, 7, {
        sessionId,
        sealed: sealOrigin(random, key, { userId: 7, sessionId, origin: more }),
      }),
    ).toEqual(origin);
    expect(openOrigin(key, 7, { sessionId, sealed: sealText(JSON.stringify(more)) })).toEqual(origin);
  });
});

describe("sealOrigin", () => {
  it("shows of the size only how many blocks of 64 bytes it fills", () => {
    const lengths = ["", "x", "x".repeat(30)].map(
      (device) => sealOrigin(random, key, { userId: 7, sessionId, origin: { device, address: "" } }).length,
    );
    expect(new Set(lengths)).toEqual(new Set([29 + 64 + 16]));
  });
});
