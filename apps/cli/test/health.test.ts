import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { indexBreachList } from "@opp/host/breaches/write-index";
import { listed, listText } from "@opp/host/testing/breach-list";
import { runningServer } from "@opp/host/testing/running-server";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { expect, it } from "vitest";
import { personAtShell } from "./person-at-shell.ts";
import { runOppAtTerminal } from "./run-opp.ts";

it("opp health lists what to change, worst first, with the breached passwords of the server's list", async () => {
  await using server = await runningServer();
  await using ada = await personAtShell(server, "ada");
  await ada.logIn();
  await ada.vault.items.create.mutate({
    items: [
      { name: "Router", url: "http://router.home", password: "kV8#pQz!m2Xw9rTy" },
      { name: "Forum", password: "Tr0ub4dor&3-staple-battery" },
      { name: "Shop", username: "ada", password: "password1" },
      { name: "Bank", password: "vN4!xLw8@pRz2#Kd" },
    ],
  });
  const before = await ada.opp(["health", "--json"]);
  expect(before.json()).toMatchObject({
    breachList: "none",
    counts: { breached: 0, weak: 1, reused: 0, old: 0, insecure: 1, codeMissing: 0 },
  });

  await using folder = await tempFolder();
  const source = join(folder.path, "list.txt");
  const breached = listed([
    ["password1", 2_413_945],
    ["Tr0ub4dor&3-staple-battery", 4],
  ]);
  writeFileSync(source, listText(breached));
  await indexBreachList({ source, folder: join(server.dataFolder, "pwned-passwords"), now: Date.now() });
  const { code, stdout } = await ada.opp(["health"]);
  expect(code).toBe(0);
  expect(stdout.split("\n").map((line) => line.split("\t").slice(1))).toEqual([
    ["Shop", "ada", "", "breached, weak"],
    ["Forum", "", "", "breached"],
    ["Router", "", "http://router.home", "insecure website"],
    [],
  ]);
  const after = (await ada.opp(["health", "--json"])).json();
  // (90 + 0 + 0 + 100) / 4
  expect(after).toMatchObject({
    score: 47,
    breachList: "ready",
    items: [
      { name: "Shop", findings: ["breached", "weak"], seen: 1_000_000 },
      { name: "Forum", findings: ["breached"], seen: 1 },
      { name: "Router", findings: ["insecure"], seen: 0 },
    ],
  });
  const shown = await runOppAtTerminal(
    ["health", "--old-after", "0"],
    { folder: ada.folder, environment: ada.environment },
    [["Passphrase: ", `${ada.passphrase}\r`]],
  );
  expect(shown.stdout).toMatch(
    /Score: 47 of 100\r?\nbreached: 2 · weak: 1 · reused: 0 · old: 0 · insecure website: 1/,
  );
});
