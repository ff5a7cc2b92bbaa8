import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { recognizeFile } from "@opp/core/store/sqlite/backup/recognize-file";
import { inOneGo } from "@opp/core/store/sqlite/files/in-steps";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { storePlan } from "@opp/host/values/backup-plan";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { Person } from "./person.ts";
import { startProcess, type TestProcess } from "./test-process.ts";

/** Waits until the server's log has a line with this message; answers the line. */
async function logged(server: TestProcess, message: string): Promise<Record<string, unknown>> {
  for (;;) {
    const lines = server.stderr().split("\n").slice(0, -1);
    const line = lines.find((text) => text.includes(`"msg":"${message}"`));
    if (line !== undefined) return JSON.parse(line) as Record<string, unknown>;
    if (server.child.exitCode !== null) throw new Error(`The server ended:\n${server.stderr()}`);
    await sleep(20);
  }
}

describe("a server with a plan for backups", () => {
  it("makes one that is overdue when it starts, as configured, and says so in its log", async () => {
    await using folder = await tempFolder();
    const backups = join(folder.path, "backups");
    mkdirSync(backups);
    await using server = await startProcess(
      { OPP_BACKUP_DIR: "backups", OPP_BACKUP_KEEP: "2d" },
      folder.path,
    );
    const line = await logged(server, "backup made");
    const names = readdirSync(backups);
    expect(names).toEqual([expect.stringMatching(/^openpassphrase-[0-9a-f]{8}-\d{8}T\d{6}Z\.sqlite$/)]);
    const file = join(backups, String(names[0]));
    expect(line).toMatchObject({ level: 30, file, deleted: 0 });
    expect(inOneGo(recognizeFile(file))).toMatchObject({ kind: "backup" });
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);

    await using again = await startProcess({ OPP_BACKUP_DIR: "backups" }, folder.path);
    expect(again.url).not.toBeNull();
    again.child.kill("SIGTERM");
    expect(await again.exited).toBe(0);
    expect(readdirSync(backups)).toEqual(names);
  });

  it("follows the one that lies in the data folder", async () => {
    await using folder = await tempFolder();
    const data = join(folder.path, "data");
    mkdirSync(data, { mode: 0o700 });
    mkdirSync(join(folder.path, "backups"));
    storePlan(data, { folder: join(folder.path, "backups"), every: "1h", keep: "2d" });
    await using server = await startProcess({}, folder.path);
    await logged(server, "backup made");
    expect(readdirSync(join(folder.path, "backups"))).toHaveLength(1);
  });

  it("continues when one fails, and says why in its log", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({ OPP_BACKUP_DIR: "not-mounted" }, folder.path);
    const line = await logged(server, "backup failed");
    expect(line).toMatchObject({ level: 50, reason: expect.stringMatching(/its folder doesn't exist/) });
    const url = String(server.url);
    expect((await ask(`${url}/readyz`)).status).toBe(200);
    const ada = await Person.register(url, "ada");
    await ada.must("items.create", { items: [{ name: "written all the same" }] });
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  });
});
