import type { ValueReader } from "../values/config-values.ts";

/** One thing that can be configured. In a file it is `name = value`, in the environment `OPP_NAME=value`. */
export interface Option<Value> {
  readonly name: string;
  readonly read: ValueReader<Value>;
  readonly example: string;
  /** What holds when nothing is said, as the documents show it. */
  readonly byDefault: string;
  readonly meaning: string;
  /** Its value is never shown. */
  readonly isSecret: boolean;
}

export function option<Value>(
  name: string,
  read: ValueReader<Value>,
  about: { example: string; byDefault: string; meaning: string; isSecret?: boolean },
): Option<Value> {
  return { name, read, isSecret: false, ...about };
}

export const environmentName = (name: string): string => `OPP_${name.toUpperCase()}`;
