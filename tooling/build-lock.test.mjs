import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { withBuildLock } from "./build-lock.mjs";

const folder = mkdtempSync(join(tmpdir(), "opp-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("builds of one checkout come one after the other, a failed one included", async () => {
  const path = join(folder, "one");
  const steps = [];
  const build = (name, work) =>
    withBuildLock(async () => {
      steps.push(`${name} begins`);
      await sleep(30);
      steps.push(`${name} ends`);
      return work();
    }, path);
  const ends = await Promise.allSettled([
    build("first", () => Promise.reject(new Error("failed"))),
    build("second", () => 2),
    build("third", () => 3),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  for (let at = 0; at < steps.length; at += 2)
    expect(steps[at].replace("begins", "ends")).toBe(steps[at + 1]);
  expect(existsSync(path)).toBe(false);
});

test("the lock of a build that was killed holds nobody up", async () => {
  const path = join(folder, "dead");
  writeFileSync(path, "999999999");
  expect(await withBuildLock(() => "built", path)).toBe("built");
});
