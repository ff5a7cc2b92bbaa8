import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runningServer } from "@opp/host/testing/running-server";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/commands.ts";
import { personAtShell } from "./person-at-shell.ts";
import { runCommand, runOpp, TESTED_BUNDLE } from "./run-opp.ts";

/** What bash would offer for the last of these words. */
async function completeInBash(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { stdout } = await runOpp(["completion", "bash"], { folder });
  writeFileSync(join(folder, "completion.bash"), stdout);
  const line = words.map((word) => `'${word}'`).join(" ");
  const script = `set -eu; source ./completion.bash; COMP_WORDS=(opp ${line}); COMP_CWORD=${words.length}; _opp; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const run = await runCommand("bash", ["--norc", "-c", script], { folder, environment });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  return run.stdout.split("\n").filter((word) => word !== "");
}

describe("opp completion", () => {
  it.each([
    [["do"], ["doctor"]],
    [["user", "ren"], ["rename"]],
    [["user", "list", "--js"], ["--json"]],
    [
      ["user", "add", "ada", "--passphrase-"],
      ["--passphrase-file", "--passphrase-fd"],
    ],
    [["user", "add", "--data-dir", ""], []],
    [["--ver"], ["--version"]],
    [["completion", ""], []],
    [["get", "github", "--field", "p"], ["password"]],
    [["get", "github", "--field", "nothing like it"], []],
    [["ls", "--category", ""], []],
  ])("completes %j in bash", async (words, expected) => {
    await using folder = await tempFolder();
    expect(await completeInBash(folder.path, words)).toEqual(expected);
  });

  it("offers every command there is", async () => {
    await using folder = await tempFolder();
    expect(await completeInBash(folder.path, [""])).toEqual(COMMANDS.map(({ name }) => name));
  });

  it.each(["zsh", "fish"])("writes what %s can read", async (shell) => {
    await using folder = await tempFolder();
    const { stdout, code } = await runOpp(["completion", shell], { folder: folder.path });
    expect(code).toBe(0);
    writeFileSync(join(folder.path, "completion"), stdout);
    const read = await runCommand(shell, ["-n", "completion"], { folder: folder.path });
    expect(read).toMatchObject({ code: 0, stderr: "" });
  });

  it("completes in fish", async () => {
    await using folder = await tempFolder();
    const { stdout } = await runOpp(["completion", "fish"], { folder: folder.path });
    writeFileSync(join(folder.path, "completion.fish"), stdout);
    const script =
      "source completion.fish; complete --do-complete 'opp user ren'; complete --do-complete 'opp user list --js'";
    const offered = await runCommand("fish", ["--no-config", "-c", script], {
      folder: folder.path,
      environment: { HOME: folder.path },
    });
    expect(offered.stdout).toBe("rename\trename an account\n--json\tprint JSON, for programs\n");
  });

  it("defines its function in zsh", async () => {
    await using folder = await tempFolder();
    const { stdout } = await runOpp(["completion", "zsh"], { folder: folder.path });
    writeFileSync(join(folder.path, "_opp"), stdout);
    const script = "autoload -U compinit; compinit -u -D; source ./_opp; print ${_comps[opp]}";
    const loaded = await runCommand("zsh", ["-f", "-c", script], {
      folder: folder.path,
      environment: { HOME: folder.path },
    });
    expect(loaded).toMatchObject({ code: 0, stdout: "_opp\n" });
  });

  it("completes --category with those of the vault, where the passphrase is kept for the session", async () => {
    await using server = await runningServer();
    await using ada = await personAtShell(server, "ada");
    const names = ["Bank", "Family", "Family tree"];
    await ada.vault.categories.create.mutate({ categories: names.map((name) => ({ name })) });
    await ada.logIn();
    writeFileSync(
      join(ada.folder, "opp"),
      `#!/bin/sh\nexec '${process.execPath}' '${TESTED_BUNDLE}/opp.js' "$@"\n`,
      {
        mode: 0o755,
      },
    );
    const environment = { ...ada.environment, PATH: `${ada.folder}:${process.env["PATH"]}` };
    expect(await completeInBash(ada.folder, ["ls", "--category", "Fam"], environment)).toEqual([
      "Family",
      "Family\\ tree",
    ]);
    expect(await completeInBash(ada.folder, ["add", "x", "--category", ""], environment)).toHaveLength(3);
    const { stdout } = await runOpp(["completion", "fish"], { folder: ada.folder });
    writeFileSync(join(ada.folder, "completion.fish"), stdout);
    const script =
      "source completion.fish; complete --do-complete 'opp ls --category Fam'; complete --do-complete 'opp get x --field to'";
    const fish = await runCommand("fish", ["--no-config", "-c", script], { folder: ada.folder, environment });
    expect(
      fish.stdout
        .trim()
        .split("\n")
        .map((line) => line.replace(/(\u001b\[7m)?\t.*/u, "")),
    ).toEqual(["Family", "Family tree", "totp"]);
  });

  it("names the shells it knows", async () => {
    await using folder = await tempFolder();
    const refused = await runOpp(["completion", "tcsh"], { folder: folder.path });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("bash, zsh, fish") });
  });
});
