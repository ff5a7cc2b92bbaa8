import fc from "fast-check";
import { isRecord } from "../parse/unknown-values.ts";

/** Values that no reader expects where it expects another. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 60,
  "",
  " ",
  "\ud800",
  "a\0b",
  "x".repeat(20_000),
  "2023-99-99T99:99:99Z",
  "otpauth://totp/%?secret=%",
  "2.a|b|c",
  [],
  {},
  [[[]]],
  [null, {}, "x", 1],
  { value: {}, toString: 1, constructor: null, length: -1 },
  JSON.parse('{"__proto__": {"a": 1}, "hasOwnProperty": 2}'),
];

/** Which node is changed, and how. */
export const changes = fc.array(
  fc.record({
    node: fc.nat({ max: 1_000_000 }),
    to: fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 2 })),
    how: fc.constantFrom("replace", "remove", "rename", "repeat"),
  }),
  { minLength: 1, maxLength: 5 },
);

export type Changes = typeof changes extends fc.Arbitrary<infer Change> ? Change : never;

/** The value with some of its nodes replaced, removed, renamed or repeated. */
export function mutateValue(value: unknown, made: Changes): unknown {
  return made.reduce((changed: unknown, { node, to, how }) => {
    let left = node % countNodes(changed);
    const walk = (at: unknown): unknown => {
      if (left === 0) {
        left = -1;
        return to;
      }
      left -= 1;
      if (Array.isArray(at))
        return at.flatMap((element) => {
          const here = left === 0;
          const after = walk(element);
          if (!here || how === "replace" || how === "rename") return [after];
          return how === "repeat" ? [element, element] : [];
        });
      if (!isRecord(at)) return at;
      return Object.fromEntries(
        Object.entries(at).flatMap(([key, member]): [string, unknown][] => {
          const here = left === 0;
          const after = walk(member);
          if (!here || how === "replace" || how === "repeat") return [[key, after]];
          return how === "rename" ? [[`${key}2`, member]] : [];
        }),
      );
    };
    return walk(changed);
  }, value);
}

function countNodes(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, member) => sum + countNodes(member), 1);
}

/** Bytes overwritten, cut out or doubled. */
export const byteChanges = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 0, maxLength: 8 }),
    cut: fc.nat({ max: 40 }),
  }),
  { minLength: 1, maxLength: 4 },
);

export type ByteChanges = typeof byteChanges extends fc.Arbitrary<infer Change> ? Change : never;

export const mutateBytes = (bytes: Uint8Array, made: ByteChanges): Uint8Array =>
  made.reduce((changed, { at, bytes: put, cut }) => {
    const start = Math.floor(at * changed.length);
    return Buffer.concat([changed.subarray(0, start), put, changed.subarray(start + cut)]);
  }, Buffer.from(bytes));
