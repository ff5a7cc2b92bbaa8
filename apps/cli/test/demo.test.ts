import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { runOpp } from "./run-opp.ts";

interface Told {
  readonly url: string;
  readonly dataFolder: string;
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
}

async function call(url: string, procedure: string, input: unknown, headers = {}): Promise<unknown> {
  const answer = await fetch(`${url}/api/trpc/${procedure}`, {
    ...(input !== undefined && { method: "POST", body: JSON.stringify(input) }),
    headers: { "content-type": "application/json", ...headers },
  });
  expect(answer.status).toBe(200);
  const body = (await answer.json()) as { result: { data: unknown } };
  return body.result.data;
}

describe("opp demo", () => {
  it("serves a made-up vault with the words that it prints, and leaves nothing when it is stopped", async () => {
    await using folder = await tempFolder();
    // The bundle under test has no server beside it; the built one has.
    const opp = join(import.meta.dirname, "../dist/opp.js");
    const child = spawn(process.execPath, [opp, "demo", "--json"], {
      cwd: folder.path,
      env: {
        PATH: process.env["PATH"],
        TMPDIR: folder.path,
        OPP_DATA_DIR: join(folder.path, "real"),
        OPP_TLS_CERT_FILE: "x",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = once(child, "close");
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const { url, dataFolder, username, password, passphrase } = JSON.parse(String(value)) as Told;
    expect(existsSync(dataFolder)).toBe(true);
    const { token } = (await call(url, "auth.login", { username, password, passphrase })) as {
      token: string;
    };
    const vault = (await call(url, "vault.fetchAll", undefined, {
      authorization: `Bearer ${token}`,
      "x-opp-phrase-base64": Buffer.from(passphrase).toString("base64url"),
    })) as { items: { name: string }[]; categories: { id: number; name: string; parentId: number | null }[] };
    expect(vault.categories).toHaveLength(25);
    const named = (name: string) => vault.categories.find((category) => category.name === name);
    expect(named("Documents")?.parentId).toBe(named("Papers")?.id);
    expect(named("Papers")?.parentId).toBe(named("Home")?.id);
    expect(named("Home")?.parentId).toBeNull();
    expect(vault.items.length).toBeGreaterThan(380);
    expect(vault.items.map(({ name }) => name)).toContain("Northwind Savings");
    child.kill("SIGTERM");
    expect(await gone).toEqual([0, null]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("makes a vault that stays, in which every record opens", async () => {
    await using folder = await tempFolder();
    const made = await runOpp(["demo", "--data-dir", "mine", "--no-serve", "--json"], {
      folder: folder.path,
    });
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(made.json()).toMatchObject({ url: null, username: "demo", dataFolder: join(folder.path, "mine") });
    const verified = await runOpp(["verify", "mine", "--username", "demo", "-", "--json"], {
      folder: folder.path,
      input: "demo passphrase\n",
    });
    expect(verified.code).toBe(0);
    expect(verified.json()).toMatchObject({
      rows: { users: 1, categories: 25, items: 400, sessions: 0 },
      problems: [],
    });
  });

  it("leaves a folder alone that has a vault, and says what it needs", async () => {
    await using folder = await tempFolder();
    mkdirSync(join(folder.path, "real"), { mode: 0o700 });
    writeFileSync(join(folder.path, "real", "vault.sqlite"), "precious");
    const cases: [args: string[], code: number, sentence: RegExp][] = [
      [["demo", "--data-dir", "real"], 5, /real already contains a vault/],
      [["demo", "--no-serve"], 2, /add --data-dir/],
    ];
    for (const [args, code, sentence] of cases) {
      const refused = await runOpp(args, { folder: folder.path });
      expect([args, refused.code, refused.stdout]).toEqual([args, code, ""]);
      expect(refused.stderr).toMatch(sentence);
    }
    expect(readdirSync(join(folder.path, "real"))).toEqual(["vault.sqlite"]);
  });
});
