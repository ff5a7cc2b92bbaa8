import { type Endpoint, taking } from "../calls/endpoint.ts";
import { V1Refusal } from "../wire/refusal.ts";

const INVALID_CREDENTIALS = V1Refusal.wrongPassword(401, "Bad Request", "Invalid credentials");

/** The token is a JWT with `exp`, which clients read. */
export const postAuth: Endpoint = {
  id: "logIn",
  summary: "Log in: a token for x-opp-jwt",
  guard: "nothing",
  answers: "Token",
  // A name or password that could never have been set is a wrong one.
  wording: {
    CREDENTIALS_INCORRECT: INVALID_CREDENTIALS,
    SECOND_FACTOR_REQUIRED: INVALID_CREDENTIALS,
    SECOND_FACTOR_INCORRECT: INVALID_CREDENTIALS,
    INVALID_INPUT: INVALID_CREDENTIALS,
  },
  contentTypeRefusal: (error) => V1Refusal.badRequest("Bad Request", error),
  ...taking(
    "Credentials",
    async ({ username, password, exp_delta }, { caller }) => {
      const expiresInSeconds = readExpDelta(exp_delta);
      const { token } = await caller.auth.login({ username, password, expiresInSeconds });
      return { access_token: token };
    },
    INVALID_CREDENTIALS,
  ),
};

/** What v1 holds for its server's default: seconds past 2^31, and what is no number. */
const MAX_SECONDS = 2 ** 31;

/** Seconds as v1 reads them: a number or its digits, cut to whole ones. A past moment becomes the shortest session there is. */
export function readExpDelta(value: unknown): number | undefined {
  const digits = typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value);
  const isNumeric = typeof value === "number" || typeof value === "boolean" || digits;
  const seconds = isNumeric ? Math.trunc(Number(value)) : 0;
  if (!Number.isFinite(seconds) || seconds === 0 || seconds > MAX_SECONDS) return undefined;
  return Math.max(1, seconds);
}
