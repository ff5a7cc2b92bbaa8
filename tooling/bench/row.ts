/** One measurement, as it is printed and written down. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly wanted: string;
  readonly reached: boolean;
  readonly detail: string;
  /** The bare numbers: milliseconds, MiB, kB or ratios, as `figure` says. */
  readonly numbers: Record<string, number>;
}

export const row = (
  what: string,
  figure: string,
  wanted: string,
  reached: boolean,
  detail: string,
  numbers: Record<string, number>,
): Row => ({ what, figure, wanted, reached, detail, numbers });
