import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listed, listText } from "@opp/host/testing/breach-list";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { runOpp } from "./run-opp.ts";

const LIST = listed([
  ["password1", 2_413_945],
  ["correct horse", 3],
]);

/** A folder with the list in one file, and `opp` started there. */
async function openWorld() {
  const folder = await tempFolder();
  writeFileSync(join(folder.path, "list.txt"), listText(LIST));
  return {
    path: folder.path,
    index: join(folder.path, "data", "pwned-passwords", "pwned-passwords.index"),
    opp: (args: readonly string[], environment: Record<string, string> = {}, input = "") =>
      runOpp(args, { folder: folder.path, environment: { OPP_PORT: "0", ...environment }, input }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

describe("opp pwned", () => {
  it("indexes a list for the server, looks passwords up in it, and doctor finds it", async () => {
    await using world = await openWorld();
    const made = await world.opp(["pwned", "index", "list.txt"]);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(made.stdout).toBe(
      `Indexed 2 hashes: ${world.index}, 5 MiB.\nA running server uses it from now on.\n`,
    );
    expect(statSync(world.index).mode & 0o777).toBe(0o644);
    const check = (password: string) => world.opp(["pwned", "check", "-"], {}, `${password}\n`);
    expect((await check("password1")).stdout).toBe(
      "This password was seen in data breaches, at least 1,000,000 times. Don't use it.\n",
    );
    expect((await check("correct horse")).stdout).toContain("fewer than 10 times");
    expect((await check("a good password")).stdout).toBe("The list doesn't contain this password.\n");
    expect((await world.opp(["doctor"])).stdout).toMatch(
      /^ok {3}Breached passwords: 2 hashes in .*index, of 20/m,
    );
  });

  it("writes to another folder, and says how the server finds it", async () => {
    await using world = await openWorld();
    const out = join(world.path, "lists");
    const made = await world.opp(["pwned", "index", "list.txt", "--out", "lists", "--json"]);
    expect(made.json()).toMatchObject({
      path: join(out, "pwned-passwords.index"),
      hashes: 2,
      isComplete: true,
    });
    const text = await world.opp(["pwned", "index", "list.txt", "--out", "lists"]);
    expect(text.stdout).toContain(`OPP_PWNED_PASSWORDS=${out}`);
    const environment = { OPP_PWNED_PASSWORDS: "lists" };
    expect((await world.opp(["pwned", "check", "-", "--json"], environment, "password1\n")).json()).toEqual({
      seen: 1_000_000,
    });
  });

  it("refuses what isn't an ordered list, naming the line, and says where there is none", async () => {
    await using world = await openWorld();
    expect(await world.opp(["pwned", "check", "-"], {}, "password1\n")).toMatchObject({
      code: 4,
      stderr: "opp: This server has no list of breached passwords. Run opp pwned index.\n",
    });
    writeFileSync(join(world.path, "list.txt"), listText(LIST.toReversed()));
    const refused = await world.opp(["pwned", "index", "list.txt"]);
    expect(refused).toMatchObject({ code: 8, stdout: "" });
    expect(refused.stderr).toContain(
      "list.txt: line 2 is out of order. Use the list that is ordered by hash.",
    );
    mkdirSync(join(world.path, "hashes"));
    expect((await world.opp(["pwned", "index", "hashes"])).stderr).toContain("has no range files");
    expect((await world.opp(["pwned", "index", "missing"])).stderr).toContain("missing doesn't exist.");
  });

  it("has doctor report a configured folder that is missing or without a list", async () => {
    await using world = await openWorld();
    const doctor = () => world.opp(["doctor"], { OPP_PWNED_PASSWORDS: "lists" });
    expect(await doctor()).toMatchObject({
      code: 9,
      stdout: expect.stringMatching(/^FAIL Breached passwords: .*lists doesn't exist\. Check the path\.$/m),
    });
    mkdirSync(join(world.path, "lists"));
    expect((await doctor()).stdout).toMatch(
      /^FAIL Breached passwords: .*lists has no list of breached passwords\./m,
    );
  });
});
