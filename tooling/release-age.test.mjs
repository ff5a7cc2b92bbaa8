import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./checkout.mjs";

const DAY_MINUTES = 24 * 60;

it("adopts no dependency's release before it is some days old, without exceptions", () => {
  const settings = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  const [, minutes] = /^minimumReleaseAge: (\d+)$/m.exec(settings) ?? [];
  expect(Number(minutes)).toBeGreaterThanOrEqual(3 * DAY_MINUTES);
  expect(settings).not.toMatch(/^minimumReleaseAge(?:Exclude|IgnoreMissingTime: true|Strict: false)/m);
});
