import { healthTexts } from "../../texts/health-texts.ts";
import type { HealthItem } from "./use-health.ts";

/** What there is to do, in the order in which it is shown. */
export const KINDS = ["breached", "weak", "reused", "old", "insecure", "code"] as const;
type Kind = (typeof KINDS)[number] | "code-unknown" | "todo";

/** The items of one number of the screen. */
export interface HealthFilter {
  readonly title: string;
  /** What it means and what to do; null where the title says all. */
  readonly text: string | null;
  /** Whether the items that share a password are shown together, under a heading. */
  readonly isGrouped: boolean;
  readonly holds: (item: HealthItem) => boolean;
}

const HOLDS: Readonly<Record<Kind, (item: HealthItem) => boolean>> = {
  breached: ({ flags }) => flags.breached,
  weak: ({ flags }) => flags.weak,
  reused: ({ flags }) => flags.reused,
  old: ({ flags }) => flags.old,
  insecure: ({ flags }) => flags.insecure,
  code: ({ flags }) => flags.codeMissing,
  "code-unknown": ({ code }) => code === "unknown",
  todo: (item) => KINDS.some((kind) => HOLDS[kind](item)),
};

export const countOf = (kind: Kind, items: readonly HealthItem[]): number => items.filter(HOLDS[kind]).length;

/** What there is to do about an item, as the figures are called. */
export const findingsOf = (item: HealthItem | undefined): readonly string[] =>
  item ? KINDS.filter((kind) => HOLDS[kind](item)).map((kind) => healthTexts().kinds[kind].name) : [];

/** The filter that an address names, such as `weak`, `strength-2`, `year-2024` or `before-2019`; null for any other. */
export function findFilter(name: string): HealthFilter | null {
  const words = healthTexts();
  if (isKind(name)) {
    const { name: title, text } = words.kinds[name];
    return { title, text, isGrouped: name === "reused", holds: HOLDS[name] };
  }
  const [, what, digits] = /^(strength|year|before)-(\d|\d{4})$/.exec(name) ?? [];
  const number = Number(digits);
  if (what === "strength") {
    const level = words.strength.levels[number];
    return level === undefined
      ? null
      : { ...PLAIN, title: words.list.strength(level), holds: ({ strength }) => strength === number };
  }
  if (what === "year")
    return { ...PLAIN, title: words.list.year(number), holds: (item) => yearOf(item) === number };
  if (what === "before") {
    const holds = (item: HealthItem) => (yearOf(item) ?? number) < number;
    return { ...PLAIN, title: words.list.before(number), holds };
  }
  return null;
}

const PLAIN = { text: null, isGrouped: false };

/** The year in the user's time zone; null without a password, or if it is unknown. */
export const yearOf = ({ passwordChangedAt }: HealthItem): number | null =>
  passwordChangedAt === null ? null : new Date(passwordChangedAt).getFullYear();

const isKind = (name: string): name is Kind => Object.hasOwn(HOLDS, name);
