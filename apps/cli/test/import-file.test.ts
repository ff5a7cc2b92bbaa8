import { join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personAtShell } from "./person-at-shell.ts";

const FIXTURES = join(import.meta.dirname, "../../../packages/transfer/fixtures");
const BITWARDEN = join(FIXTURES, "bitwarden-json/plain.json");

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

async function person(username: string) {
  const someone = await personAtShell(server, username);
  await someone.logIn();
  return someone;
}

describe("opp import", () => {
  it("says what it would do, imports, finds everything there the second time, and undoes it", async () => {
    await using ada = await person("mover");
    const count = async () => ((await ada.opp(["ls", "--json"])).json() as unknown[]).length;
    const dry = await ada.opp(["import", BITWARDEN, "--dry-run", "--json"]);
    expect(dry.json()).toMatchObject({ outcome: "planned", format: "bitwarden-json" });
    expect(await count()).toBe(0);
    const first = await ada.opp(["import", BITWARDEN]);
    expect([first.code, first.stdout]).toEqual([
      0,
      expect.stringMatching(/^Imported plain\.json \(Bitwarden JSON\): \d+ items new/),
    ]);
    const imported = await count();
    expect(imported).toBeGreaterThan(5);
    expect((await ada.opp(["import", BITWARDEN, "--json"])).json()).toMatchObject({ created: 0, merged: 0 });
    expect(await count()).toBe(imported);
    const undone = await ada.opp(["import", "--undo", "4711"]);
    expect(undone.code).toBe(4);
    const { imports } = { imports: first.stdout.match(/--undo (\d+)/)?.[1] ?? "" };
    expect((await ada.opp(["import", "--undo", imports])).stdout).toContain("went to the trash");
    expect(await count()).toBe(0);
  });

  it("ends with 2 and the reason where the file can't be read", async () => {
    await using bob = await person("refused");
    const account = join(FIXTURES, "bitwarden-json/refuse-account-encrypted.json");
    const refused = await bob.opp(["import", account]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("account") });
    expect(await bob.opp(["import"])).toMatchObject({ code: 2 });
  });
});
