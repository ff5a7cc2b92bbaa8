import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { indexBreachList } from "@opp/host/breaches/write-index";
import { listed, listText } from "@opp/host/testing/breach-list";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { expect, it } from "vitest";
import { Person } from "./person.ts";
import { startProcess } from "./test-process.ts";

it("a server finds breached passwords as soon as its folder has a list, and continues without it", async () => {
  await using folder = await tempFolder();
  await using server = await startProcess({}, folder.path);
  const ada = await Person.register(String(server.url), "ada");
  await ada.must("items.create", { items: [{ password: "password1" }, { password: "kV8#pQz!m2Xw9rTy" }] });
  const look = async () => {
    const [report, judged] = [
      await ada.must("health.report", {}),
      await ada.must("health.strengths", { ids: [1, 2] }),
    ];
    return { report, judged };
  };
  expect(await look()).toMatchObject({
    report: { breachList: "none" },
    judged: { strengths: [{ seen: null }, { seen: null }] },
  });

  const source = join(folder.path, "list.txt");
  writeFileSync(source, listText(listed([["password1", 2_413_945]])), { mode: 0o600 });
  const listFolder = join(folder.path, "data", "pwned-passwords");
  await indexBreachList({ source, folder: listFolder, now: Date.now() });
  expect(await look()).toMatchObject({
    report: { breachList: "ready" },
    judged: {
      strengths: [
        { id: 1, seen: 1_000_000 },
        { id: 2, seen: 0 },
      ],
    },
  });

  rmSync(join(listFolder, "pwned-passwords.index"));
  expect(await look()).toMatchObject({
    report: { breachList: "failed", items: [{ id: 1 }, { id: 2 }] },
    judged: {
      strengths: [
        { score: 0, seen: null },
        { score: 4, seen: null },
      ],
    },
  });
  expect(server.stderr()).toContain("breached passwords can't be checked");
  expect(server.stderr()).not.toContain("password1");
});
