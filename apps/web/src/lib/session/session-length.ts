/** The shortest length offered, because the warning before the end takes a minute of it. */
export const SHORTEST_SECONDS = 300;

/** The session lengths offered, in seconds. */
const CHOICES = [300, 1800, 3600, 8 * 3600, 86_400, 7 * 86_400, 30 * 86_400] as const;

/** The lengths that the server allows; only its maximum if even the shortest is too long. */
export function sessionLengths(maxSeconds: number): readonly number[] {
  const allowed = CHOICES.filter((seconds) => seconds <= maxSeconds);
  return allowed.length > 0 ? allowed : [maxSeconds];
}

/** A working day: how long a session lasts without use, unless the person chooses another time. */
const USUAL_SECONDS = 8 * 3600;
/** For how long a session is kept over the end of its tab. */
const KEPT_SECONDS = 30 * 86_400;

/** As far as the server allows it. */
export const keptLength = (maxSeconds: number): number => Math.min(KEPT_SECONDS, maxSeconds);

export type LengthUnit = "second" | "minute" | "hour" | "day";

/** Whether the server would accept this number of seconds. */
export const isAllowedLength = (seconds: number, maxSeconds: number): boolean =>
  Number.isSafeInteger(seconds) && seconds >= Math.min(SHORTEST_SECONDS, maxSeconds) && seconds <= maxSeconds;

/** The length of the next session: the user's setting, as far as this server allows it. */
export function chosenLength(selected: number | null, maxSeconds: number): number {
  if (selected !== null && isAllowedLength(selected, maxSeconds)) return selected;
  return Math.min(USUAL_SECONDS, maxSeconds);
}

/** 5400 seconds are 90 minutes, 86400 are one day. */
export function inHumanUnits(seconds: number): { readonly count: number; readonly unit: LengthUnit } {
  if (seconds % 86_400 === 0) return { count: seconds / 86_400, unit: "day" };
  if (seconds % 3600 === 0) return { count: seconds / 3600, unit: "hour" };
  if (seconds % 60 === 0) return { count: seconds / 60, unit: "minute" };
  return { count: seconds, unit: "second" };
}

/** How long before its end a session is warned about: two minutes, but never more than a fifth of its life. */
export function warningSeconds(lifeSeconds: number): number {
  return Math.min(120, Math.max(10, Math.floor(lifeSeconds / 5)));
}
