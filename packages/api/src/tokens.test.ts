import { createHmac } from "node:crypto";
import { VaultError } from "@opp/core/errors";
import { asSessionId, asUserId } from "@opp/core/ids";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSessionTokens } from "./tokens.ts";

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index);
const NOW = 1_700_000_000_000;
const session = {
  userId: asUserId(7),
  sessionId: asSessionId("0123456789abcdef0123456789abcdef"),
  sessionSecret: Uint8Array.from({ length: 32 }, (_, index) => 255 - index),
  issuedAt: NOW,
  endsAt: NOW + 300_500,
};
const claims = { userId: session.userId, sessionId: session.sessionId, sessionSecret: session.sessionSecret };

const openTokens = (now = NOW) => createSessionTokens(KEY, () => now);

/** The reason of the refusal; fails for any other end. */
async function reasonOf(verified: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await verified.then(
    () => new Error("This was not refused."),
    (reason: unknown) => reason,
  );
  if (!(error instanceof VaultError)) throw error;
  expect(error.code).toBe("UNAUTHORIZED");
  return error.details.reason;
}

/** Signs whatever is given, as RFC 7515 says; with no code of the product's. */
function signByHand(
  payload: object,
  header: object = { alg: "HS256", typ: "JWT" },
  key: Uint8Array = KEY,
  hash = "sha256",
): string {
  const text = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${text}.${createHmac(hash, key).update(text).digest("base64url")}`;
}

/** The last of 43 characters carries four bits of the 32 bytes, and two that belong to none. */
const withOtherSpareBits = (text: string): string =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);

const good = {
  sub: "7",
  sid: session.sessionId,
  key: Buffer.from(session.sessionSecret).toString("base64url"),
  iat: NOW / 1000,
  exp: NOW / 1000 + 300,
};

describe("session tokens", () => {
  it("give back what was signed", async () => {
    const tokens = await openTokens();
    expect(await tokens.verify(await tokens.sign(session))).toEqual(claims);
  });

  it("are JWTs by RFC 7519, with no claim but these, that anyone can check", async () => {
    const token = await (await openTokens()).sign(session);
    const [header = "", payload = "", signature] = token.split(".");
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({ alg: "HS256", typ: "JWT" });
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toEqual(good);
    expect(createHmac("sha256", KEY).update(`${header}.${payload}`).digest("base64url")).toBe(signature);
  });

  it("live until their second is over: the session's row ends it to the millisecond", async () => {
    const token = await (await openTokens()).sign(session);
    let now = NOW + 300_999;
    const tokens = await createSessionTokens(KEY, () => now);
    // Twice, since a signature is checked once and then remembered.
    for (let times = 1; times <= 2; times += 1) expect(await tokens.verify(token)).toEqual(claims);
    now += 1;
    expect(await reasonOf(tokens.verify(token))).toBe("expired");
    expect(await reasonOf((await openTokens(now)).verify(token))).toBe("expired");
  });

  it("are taken when signed manually with the same claims", async () => {
    expect(await (await openTokens()).verify(signByHand(good))).toEqual(claims);
  });

  it("are refused with any other algorithm, key or no signature", async () => {
    const tokens = await openTokens();
    const unsigned = signByHand(good, { alg: "none" }).replace(/[^.]*$/, "");
    const forged = [
      unsigned,
      signByHand(good, { alg: "none" }),
      signByHand(good, { alg: "HS384" }, KEY, "sha384"),
      signByHand(good, { alg: "HS512" }, KEY, "sha512"),
      signByHand(good, { alg: "HS256" }, new Uint8Array(32)),
      signByHand(good, { alg: "HS256", crit: ["x"], x: 1 }),
      signByHand(good, { alg: "HS256", b64: false, crit: ["b64"] }),
    ];
    for (const token of forged) expect(await reasonOf(tokens.verify(token))).toBe("invalid");
  });

  it("are refused with claims that a token of ours never has, though the signature is good", async () => {
    const tokens = await openTokens();
    const { sub: _sub, ...withoutSub } = good;
    const { key: _key, ...withoutKey } = good;
    const { exp: _exp, ...withoutExp } = good;
    const odd = [
      withoutSub,
      withoutKey,
      withoutExp,
      { ...good, sub: "0" },
      { ...good, sub: "07" },
      { ...good, sub: "7 " },
      { ...good, sub: "-7" },
      { ...good, sub: "9999999999999999999" },
      { ...good, sid: session.sessionId.toUpperCase() },
      { ...good, sid: "short" },
      { ...good, sid: 5 },
      { ...good, key: "short" },
      { ...good, key: "****" },
      { ...good, key: `${good.key}AAAA` },
      { ...good, key: withOtherSpareBits(good.key) },
      { ...good, exp: "tomorrow" },
    ];
    for (const payload of odd)
      expect([payload, await reasonOf(tokens.verify(signByHand(payload)))]).toEqual([payload, "invalid"]);
  });

  it("are refused when any of their characters is another", async () => {
    const tokens = await openTokens();
    const token = await tokens.sign(session);
    await tokens.verify(token);
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      expect([at, await reasonOf(tokens.verify(changed))]).toEqual([at, "invalid"]);
    }
  });

  it("are refused in any other text for the same bytes, whether or not the token was seen before", async () => {
    const tokens = await openTokens();
    const token = await tokens.sign(session);
    const others = [
      withOtherSpareBits(token),
      `${token}=`,
      `${token}==`,
      `${token}%3D`,
      `${token} `,
      `${token}.`,
    ];
    for (const other of others)
      expect([other, await reasonOf(tokens.verify(other))]).toEqual([other, "invalid"]);
    expect(await tokens.verify(token)).toEqual(claims);
    for (const other of others)
      expect([other, await reasonOf(tokens.verify(other))]).toEqual([other, "invalid"]);
  });

  it("are the only texts that are taken, and no text is a bug", async () => {
    const tokens = await openTokens();
    const part = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString("base64url")),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join(".")),
    );
    await fc.assert(
      fc.asyncProperty(text, async (token) => {
        expect(await reasonOf(tokens.verify(token))).toBe("invalid");
      }),
    );
  });
});
