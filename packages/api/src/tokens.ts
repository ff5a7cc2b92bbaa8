import { hash } from "node:crypto";
import { decodeBase64url } from "@opp/core/base64";
import { VaultError } from "@opp/core/errors";
import { asSessionId, asUserId } from "@opp/core/ids";
import type { OpenedSession, TokenClaims } from "@opp/core/vault/access/sessions";
import { base64url, decodeJwt, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";

/** Session tokens: JWTs (RFC 7519), signed with HS256, which is pinned. */
export interface SessionTokens {
  /** The token says the end that no use moves. */
  sign(session: Omit<OpenedSession, "expiresAt">): Promise<string>;
  /** @throws VaultError UNAUTHORIZED with the reason "invalid" or "expired". */
  verify(token: string): Promise<TokenClaims>;
}

const ALGORITHM = "HS256";
const SESSION_SECRET_BYTES = 32;
const MAX_REMEMBERED = 10_000;

/** @param tokenKey 32 bytes, from the server secret. */
export async function createSessionTokens(tokenKey: Uint8Array, now: () => number): Promise<SessionTokens> {
  // Imported once: given bytes, jose would import them at every call.
  const key = await crypto.subtle.importKey(
    "raw",
    Uint8Array.from(tokenKey),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
  // A signature is checked once; after that the token's digest vouches for the same bytes. WebCrypto goes through the thread pool
  // for each check, which costs more than all the rest of a small request. Neither token nor secret is kept.
  const verified = new RecentSet();
  return {
    sign: ({ userId, sessionId, sessionSecret, issuedAt, endsAt }) =>
      new SignJWT({ sid: sessionId, key: base64url.encode(sessionSecret) })
        .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
        .setSubject(String(userId))
        .setIssuedAt(Math.floor(issuedAt / 1000))
        // Rounded as iat is, so that what is between them is the life that was asked for.
        .setExpirationTime(Math.floor(endsAt / 1000))
        .sign(key),

    async verify(token) {
      const digest = hash("sha256", token, "base64");
      try {
        if (verified.has(digest)) return readClaims(unexpired(decodeJwt(token), now()));
        if (!isCanonical(token)) throw new VaultError("UNAUTHORIZED", { reason: "invalid" });
        const rules = {
          algorithms: [ALGORITHM],
          requiredClaims: ["exp"],
          currentDate: new Date(now()),
          clockTolerance: ROUNDING_SECONDS,
        };
        const { payload } = await jwtVerify(token, key, rules);
        verified.add(digest);
        return readClaims(payload);
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new VaultError("UNAUTHORIZED", { reason: "expired" });
        if (error instanceof VaultError) throw error;
        if (error instanceof errors.JOSEError) throw new VaultError("UNAUTHORIZED", { reason: "invalid" });
        throw error;
      }
    },
  };
}

/** The signature covers the text of the other parts, but jose reads its own last character leniently: four texts would be one token. */
const isCanonical = (token: string): boolean =>
  token.split(".").every((part) => decodeBase64url(part) !== null);

/** exp is rounded down. To the millisecond, the session's row rules. */
const ROUNDING_SECONDS = 1;

/** A set that forgets its oldest members beyond a number. */
class RecentSet {
  readonly #members = new Set<string>();

  has(member: string): boolean {
    return this.#members.has(member);
  }

  add(member: string): void {
    this.#members.add(member);
    const oldest = this.#members.values().next();
    if (this.#members.size > MAX_REMEMBERED && !oldest.done) this.#members.delete(oldest.value);
  }
}

function unexpired(payload: JWTPayload, now: number): JWTPayload {
  if (payload.exp === undefined || (payload.exp + ROUNDING_SECONDS) * 1000 <= now)
    throw new VaultError("UNAUTHORIZED", { reason: "expired" });
  return payload;
}

function readClaims({ sub, sid, key }: { sub?: string; sid?: unknown; key?: unknown }): TokenClaims {
  const sessionSecret = typeof key === "string" ? decodeBase64url(key) : null;
  if (
    !matches(sub, /^[1-9]\d{0,14}$/) ||
    !matches(sid, /^[0-9a-f]{32}$/) ||
    sessionSecret?.length !== SESSION_SECRET_BYTES
  )
    throw new VaultError("UNAUTHORIZED", { reason: "invalid" });
  return { userId: asUserId(Number(sub)), sessionId: asSessionId(sid), sessionSecret };
}

const matches = (value: unknown, pattern: RegExp): value is string =>
  typeof value === "string" && pattern.test(value);
