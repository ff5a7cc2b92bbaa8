import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PersonAtShell, personAtShell } from "./person-at-shell.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

async function withItem(username: string): Promise<PersonAtShell> {
  const person = await personAtShell(server, username);
  await person.logIn();
  await person.vault.items.create.mutate({ items: [{ name: "Passport" }, { name: "Router" }] });
  return person;
}

describe("opp attach, files, get --file and detach", () => {
  it("take a file there and back, for its owner only, and never over another one", async () => {
    await using ada = await withItem("filer");
    const scan = Buffer.alloc(9_000_000, "scan");
    writeFileSync(join(ada.folder, "scan.pdf"), scan);
    const attached = await ada.opp(["attach", "passport", "scan.pdf", "--json"]);
    const sha256 = createHash("sha256").update(scan).digest("hex");
    expect([attached.code, attached.stderr, attached.json()]).toMatchObject([
      0,
      "",
      { name: "scan.pdf", bytes: scan.length, sha256 },
    ]);
    const { stdout } = await ada.opp(["files", "passport"]);
    expect(stdout).toMatch(/^\d+\tscan\.pdf\t9000000\t\d{4}-/);

    const get = ["get", "passport", "--file", "scan.pdf", "-o", "back.pdf"];
    expect((await ada.opp(get)).code).toBe(0);
    const saved = join(ada.folder, "back.pdf");
    expect(readFileSync(saved).equals(scan)).toBe(true);
    expect(statSync(saved).mode & 0o777).toBe(0o600);
    writeFileSync(saved, "mine");
    expect((await ada.opp(get)).code).toBe(5);
    expect(readFileSync(saved, "utf8")).toBe("mine");

    expect((await ada.opp(["detach", "passport", "scan.pdf"])).stdout).toContain("opp detach --undo");
    expect((await ada.opp(["files", "passport"])).stdout).toBe("");
    expect((await ada.opp(["get", "passport", "--file", "scan.pdf", "-o", "gone.pdf"])).code).toBe(4);
    expect(existsSync(join(ada.folder, "gone.pdf"))).toBe(false);
    expect((await ada.opp(["detach", "--undo", "passport", "scan.pdf"])).code).toBe(0);
    expect((await ada.opp(["files", "passport"])).stdout).toContain("scan.pdf");
  });

  it("work in pipes; a stored name isn't used as a path, and of two equal names the id decides", async () => {
    await using bob = await withItem("piper");
    const attach = (name: string, input: string) =>
      bob.opp(["attach", "router", "-", "--name", name], { input });
    expect((await bob.opp(["attach", "router", "-"], { input: "x" })).code).toBe(2);
    expect((await attach("../../x", "first\n")).code).toBe(0);
    expect((await attach("../../x", "second\n")).code).toBe(0);
    expect((await attach("empty", "")).code).toBe(0);
    const ambiguous = await bob.opp(["get", "router", "--file", "../../x"]);
    expect(ambiguous.code).toBe(10);
    const { stdout } = await bob.opp(["files", "router"]);
    const ids = stdout.split("\n").map((line) => line.split("\t")[0] ?? "");
    expect((await bob.opp(["get", "router", "--file", ids[1] ?? ""])).stdout).toBe("second\n");
    const empty = await bob.opp(["get", "router", "--file", "empty"]);
    expect([empty.code, empty.stdout]).toEqual([0, ""]);
    expect((await bob.opp(["get", "router", "-o", "x"])).code).toBe(2);
    expect((await bob.opp(["attach", "router", "missing.txt"])).code).toBe(8);
  });
});
