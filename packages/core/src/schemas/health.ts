import { z } from "zod";
import { LIMITS } from "../rules/limits.ts";
import { answeredId, instant, itemId, ofVault } from "./ids.ts";
import { parseAtOnce } from "./parse-at-once.ts";

export const healthRequest = z.strictObject(ofVault).default({});

/** Passwords judged in one call: some tenths of a second of a core, and an address short enough for a GET. */
export const STRENGTH_ROWS = 250;

/**
 * kept: the item holds a one-time code. missing: its site is one of those known to offer them. unknown: a login at a site
 * of which that isn't known. none: nothing to log in to on the web.
 */
export const CODE_STATES = ["kept", "missing", "unknown", "none"] as const;
export type CodeState = (typeof CODE_STATES)[number];

/** What is known of an item without judging its password. Neither the password nor anything made of it is in here. */
export const itemHealth = z.object({
  id: answeredId,
  /** Rises when the item's fields change: what was judged of an earlier number is out of date. */
  recordRevision: z.int(),
  hasPassword: z.boolean(),
  /** Items with the same number have the same password. Counted out again in each report; null: nobody else has it. */
  reuseGroup: z.int().nullable(),
  /** null: no password, or nobody knows. */
  passwordChangedAt: instant.nullable(),
  /** Has an address with http:// that leaves the device. */
  insecure: z.boolean(),
  code: z.enum(CODE_STATES),
});
export type ItemHealth = z.output<typeof itemHealth>;

/** none: the administrator has configured no list of breached passwords. failed: there is one that can't be read now. */
export const BREACH_LIST_STATES = ["none", "ready", "failed"] as const;
export type BreachListState = (typeof BREACH_LIST_STATES)[number];

export const healthReport = parseAtOnce(
  z.object({
    /** Live items with a password or an insecure address, in no order that means anything. */
    items: z.array(itemHealth),
    /** Items that don't open, of which nothing can be said. */
    damaged: z.int(),
    /** Whether the list of breached passwords can be asked: `strengths` says how often each password is in it. */
    breachList: z.enum(BREACH_LIST_STATES),
  }),
);
export type HealthReport = z.output<typeof healthReport>;

export const strengthsRequest = z.strictObject({
  ...ofVault,
  ids: z
    .array(itemId)
    .min(1, "List at least one id.")
    .max(STRENGTH_ROWS, `List at most ${STRENGTH_ROWS} ids in one call.`)
    .refine((ids) => new Set(ids).size === ids.length, "An id is listed twice."),
});
export type StrengthsRequest = z.output<typeof strengthsRequest>;

const itemStrength = z.object({
  id: answeredId,
  recordRevision: z.int(),
  /** As `passwordStrength` has it: 0 guessed at once, 4 safe. */
  score: z.literal([0, 1, 2, 3, 4]),
  guessesLog10: z.number().nonnegative(),
  /**
   * How often the password was seen in breaches, rounded down to a power of ten, because the exact number would tell which password it is.
   * 0: never. null: it wasn't checked.
   */
  seen: z.int().nonnegative().nullable(),
});

export const itemStrengths = z.object({ strengths: z.array(itemStrength) });
export type ItemStrengths = z.output<typeof itemStrengths>;

/** Points that are kept: a year of days, and some. */
export const TREND_POINTS = 400;

const trendCount = z.int().min(0).max(LIMITS.manyRows);

/** What a person saw on a day. The client counts: only it has judged every password. */
export const healthPoint = z.strictObject({
  /** 0 to 100. */
  score: z.int().min(0).max(100),
  /** Items with a password. */
  items: trendCount,
  weak: trendCount,
  reused: trendCount,
  old: trendCount,
  /** null: without a list. */
  breached: trendCount.nullable(),
});
export type HealthPoint = z.output<typeof healthPoint>;

export const notedHealth = healthPoint.extend(ofVault);
export type NotedHealth = z.output<typeof notedHealth>;

/** The oldest first, one for each day (of UTC) on which the health was looked at. */
export const healthTrend = z.object({
  points: z.array(z.object({ ...healthPoint.shape, day: z.iso.date() })),
});
export type HealthTrend = z.output<typeof healthTrend>;
