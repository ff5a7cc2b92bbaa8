const LOCAL_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?)?$/;

/**
 * Reads times as OpenPassPhrase wrote them: `YYYY-MM-DD HH:MM:SS.ffffff`, in the zone of its server.
 * @param timeZone of the IANA list, such as "Europe/Berlin". @throws RangeError for one that isn't.
 * @returns milliseconds since the epoch; null for what is no time. Of a local time that there was twice, the first; one that was
 * left out, when clocks went forward, counts as if they hadn't yet.
 */
export function localTimeReader(timeZone: string): (text: string) => number | null {
  const offsetAt = offsetReader(timeZone);
  const instants = new Map<string, number>();
  return (text) => {
    const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = ""] =
      LOCAL_TIME.exec(text) ?? [];
    const asUtc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
    // A date like February 30 becomes another one.
    if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== text.slice(0, 10)) return null;
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
    const rest =
      Number(minute) * 60_000 + Number(second) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3));
    // Zones change their offset on the quarter of an hour, and thousands of rows share theirs.
    const quarter = Math.floor(rest / 900_000) * 900_000;
    const known = instants.get(`${asUtc + quarter}`) ?? toInstant(asUtc + quarter, offsetAt);
    instants.set(`${asUtc + quarter}`, known);
    return known + rest - quarter;
  };
}

function toInstant(local: number, offsetAt: (instant: number) => number): number {
  // The offsets of a day before and a day after are the two that may be in use.
  const before = offsetAt(local - 86_400_000);
  const after = offsetAt(local + 86_400_000);
  const fitting = [before, after].map((offset) => local - offset).find((at) => at + offsetAt(at) === local);
  return fitting ?? local - before;
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (instant) => {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}
