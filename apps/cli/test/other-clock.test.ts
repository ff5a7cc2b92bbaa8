import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { oneTimeCode } from "@opp/core/otp/one-time-code";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personAtShell } from "./person-at-shell.ts";

const CODE = "otpauth://totp/Bank:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

/** A machine whose clock differs from the server's. */
async function personAtClock(username: string, aheadMilliseconds: number) {
  const person = await personAtShell(server, username);
  const preload = join(person.folder, "clock.mjs");
  writeFileSync(preload, `const now = Date.now; Date.now = () => now() + ${aheadMilliseconds};`);
  person.environment["NODE_OPTIONS"] = `--import ${preload}`;
  return person;
}

const codesAround = (now: number): string[] => {
  const read = parseOtpauth(CODE);
  if (!read.ok) throw new Error(read.problem);
  return [0, 30_000].map((later) => oneTimeCode(read.otp, now + later).code);
};

describe.each([
  ["ahead of", 600_000],
  ["behind", -600_000],
])("opp on a machine whose clock is ten minutes %s the server's", (where, ahead) => {
  it("keeps its session for as long as the server does, and prints the server's codes", async () => {
    await using person = await personAtClock(`clock${Math.sign(ahead) + 1}`, ahead);
    await person.vault.items.create.mutate({ items: [{ name: "Bank", totp: CODE }] });
    await person.logIn("--for", "5m");
    const before = codesAround(Date.now());
    const { code, stdout } = await person.opp(["get", "Bank", "--field", "totp"]);
    expect(code).toBe(0);
    expect(before).toContain(stdout.trim());
  });

  it("says so in opp doctor", async () => {
    await using person = await personAtClock(`doctor${Math.sign(ahead) + 1}`, ahead);
    await person.logIn();
    const { code, stdout } = await person.opp(["doctor", "--data-dir", server.dataFolder]);
    expect(code).toBe(9);
    expect(stdout).toMatch(
      new RegExp(`Server's clock: This machine's clock is (599|600|601) seconds ${where} `),
    );
  });
});
