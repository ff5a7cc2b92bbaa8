import { expect, it } from "vitest";
import { makeOwner } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { createKnownLogins } from "./known-logins.ts";
import { logIn } from "./log-in.ts";

const HOME = { device: "Firefox", address: "192.0.2.1" };

it("a login has a place kept for it where the same name logged in from the same address before", async () => {
  await using vault = await openTestVault();
  const { secrets } = await makeOwner(vault.deps);
  const lanes = new Set<string>();
  const { kdf } = vault.deps;
  const derive: typeof kdf.derive = (lane, ...rest) => {
    lanes.add(lane);
    return kdf.derive(lane, ...rest);
  };
  const knownLogins = createKnownLogins(vault.deps.clock);
  const deps = { ...vault.deps, knownLogins, kdf: { ...kdf, derive } };
  const lanesOf = async (address: string) => {
    lanes.clear();
    await logIn(deps, { ...HOME, address }, secrets);
    return [...lanes];
  };
  expect(await lanesOf("192.0.2.1")).toEqual(["log-in"]);
  expect(await lanesOf("192.0.2.1")).toEqual(["known-log-in"]);
  expect(await lanesOf("192.0.2.2")).toEqual(["log-in"]);
});

it("who logged in is known under any form of the name, and for a month", () => {
  let now = 0;
  const known = createKnownLogins({ elapsed: () => now });
  expect(known.has("192.0.2.1", "ada")).toBe(false);
  known.note("192.0.2.1", " Ada");
  expect(known.has("192.0.2.1", "ada")).toBe(true);
  expect(known.has("192.0.2.1", "bob")).toBe(false);
  now = 31 * 24 * 3600_000;
  expect(known.has("192.0.2.1", "ada")).toBe(false);
});

it("no more than ten thousand are known, the latest", () => {
  const known = createKnownLogins({ elapsed: () => 0 });
  for (let count = 0; count <= 10_000; count += 1) known.note("192.0.2.1", `name${count}`);
  expect([known.has("192.0.2.1", "name0"), known.has("192.0.2.1", "name1")]).toEqual([false, true]);
});
