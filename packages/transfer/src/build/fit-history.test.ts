import { expect, test } from "vitest";
import type { ReadVersion } from "../model.ts";
import { collectItems } from "./collect-items.ts";

const DAY = 86_400_000;

function collect(history: readonly ReadVersion[]) {
  const collector = collectItems("kdbx");
  collector.item({ name: "n", history });
  const { items, notices } = collector.done();
  return { history: items[0]?.history, fields: items[0]?.fields, notices };
}
const states = (count: number) =>
  Array.from({ length: count }, (_, day) => ({ password: `p${day}`, replacedAt: day * DAY }));

test("twenty earlier states are versions, in the order of their time", () => {
  const read = collect(states(20).toReversed());
  expect(read).toEqual({ history: states(20), fields: [], notices: [] });
});

test("of more, the newest twenty are versions, and the older passwords stay in a hidden field", () => {
  const read = collect([{ name: "no password", replacedAt: 0 }, ...states(23).slice(1)]);
  expect(read.history).toEqual(states(23).slice(-20));
  expect(read.fields).toEqual([
    { name: "Older passwords", kind: "hidden", value: "1970-01-02 p1\n1970-01-03 p2" },
  ]);
  expect(read.notices).toMatchObject([{ item: "n", kind: "partly" }]);
});

test("past a thousand, the oldest aren't read, and the report counts them", () => {
  const read = collect(states(1003));
  expect(read.history).toHaveLength(20);
  expect(read.fields?.[0]?.value.split("\n")).toHaveLength(980);
  expect(read.notices).toMatchObject([
    { kind: "left-out", about: expect.stringContaining("3 of 1003") },
    { kind: "partly" },
  ]);
});
