import { join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createVaultClient } from "../src/vault-client.ts";
import { type OutsideProject, outsideProject } from "./outside-project.ts";
import { runCommand } from "./run-command.ts";

const EXAMPLES = join(import.meta.dirname, "../../../examples");
/** A quote, a backslash and letters past ASCII, for whatever an example does to them on the way. */
const ADA = { username: "ada", password: 'pass"word\\ of Ada', passphrase: 'Pässphrase "von" \\ Ada 🔑' };

let server: RunningServer;
let project: OutsideProject;
beforeAll(async () => {
  server = await runningServer();
  project = await outsideProject();
  await createVaultClient({ url: server.url }).auth.register.mutate(ADA);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

const PROGRAMS = {
  "TypeScript with the packed client": () => [process.execPath, join(project.folder, "vault.ts")],
  "bash with curl": () => ["bash", join(EXAMPLES, "curl/vault.sh")],
  "Python's standard library": () => ["python3", join(EXAMPLES, "python/vault.py")],
};

describe.each(Object.entries(PROGRAMS))("the example in %s", (_, program) => {
  const run = (password: string) => {
    const [command = "", ...args] = program();
    const stdin = `${password}\n${ADA.passphrase}\n`;
    return runCommand(command, [...args, server.url, ADA.username], { cwd: EXAMPLES, stdin });
  };

  it("logs in, adds, lists, reads and deletes", async () => {
    const vault = createVaultClient({ url: server.url });
    await vault.login(ADA);
    const field = { name: "Customer code", kind: "text", value: "7" } as const;
    const other = await vault.items.create.mutate({ items: [{ name: "Bank", fields: [field] }] });
    const { code, output } = await run(ADA.password);
    expect([code, output]).toEqual([0, expect.stringMatching(/Bank[^]*Router[^]*its password: made up\n$/)]);
    expect(output).not.toContain(field.name);
    await vault.items.trash.mutate({ ids: other.items.map(({ id }) => id) });
    await vault.items.emptyTrash.mutate({ ids: other.items.map(({ id }) => id) });
    expect((await vault.items.list.query()).items).toEqual([]);
    expect((await vault.items.list.query({ trash: true })).items.at(-1)).toMatchObject({ name: "Router" });
  });

  it("says what is wrong, and ends with a failure", async () => {
    const { code, output } = await run("another password");
    expect([code, output]).toEqual([1, expect.stringContaining("The username or the password is wrong.")]);
    expect(output).not.toContain("another password");
  });
});
