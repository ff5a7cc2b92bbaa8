const UNITS = ["reqps", "s", "bytes", "short"] as const;
export type Unit = (typeof UNITS)[number];

/** @throws Error for a unit that the picture can't write. */
export function unitOf(name: string): Unit {
  const unit = UNITS.find((each) => each === name);
  if (!unit) throw new Error(`The dashboard has a unit that isn't drawn: ${name}`);
  return unit;
}

/** A number as Grafana writes it in this unit. */
export function write(value: number, unit: Unit): string {
  if (unit === "reqps") return `${rounded(value)} req/s`;
  if (unit === "bytes") return `${rounded(value / 1024 ** 2)} MiB`;
  if (unit === "short" || value === 0) return rounded(value);
  if (value >= 60) return `${rounded(value / 60)} mins`;
  return value < 1 ? `${rounded(value * 1000)} ms` : `${rounded(value)} s`;
}

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

/** From 0 past the largest value, in four or five steps of 1, 2 or 5 times a power of ten; of two for bytes. */
export function niceSteps(largest: number, unit: Unit): readonly number[] {
  const base = unit === "bytes" ? 1024 ** 2 : 1;
  const rough = (largest > 0 ? largest : base) / base / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power * base;
  return Array.from({ length: Math.floor(largest / step) + 2 }, (_, index) => index * step);
}
