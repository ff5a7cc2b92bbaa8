import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { readFile } from "@opp/transfer/recognise/read-file";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personAtShell } from "./person-at-shell.ts";

const FILE_PASSPHRASE = "lantern opera tundra seventeen";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

describe("opp export", () => {
  it("writes a file for its owner only, never over another one, and says what it is worth", async () => {
    await using ada = await personAtShell(server, "exporter");
    await ada.logIn();
    await ada.vault.items.create.mutate({ items: [{ name: "Bank", password: "p1" }] });
    const path = join(ada.folder, "vault.opp");
    writeFileSync(join(ada.folder, "password.txt"), `${ada.password}\n`);
    writeFileSync(join(ada.folder, "file-passphrase.txt"), `${FILE_PASSPHRASE}\n`);
    const secrets = ["--password-file", "password.txt", "--new-passphrase-file", "file-passphrase.txt"];

    const sealed = await ada.opp(["export", "--out", "vault.opp", "--history", ...secrets]);
    expect([sealed.code, sealed.stderr]).toEqual([0, expect.stringContaining("and its passphrase")]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const read = await readFile(readFileSync(path), { password: FILE_PASSPHRASE, keyFile: null });
    expect(read.items).toMatchObject([{ name: "Bank", password: "p1" }]);

    writeFileSync(path, "mine");
    expect((await ada.opp(["export", "--out", "vault.opp", ...secrets])).code).toBe(5);
    expect(readFileSync(path, "utf8")).toBe("mine");

    const clear = ["export", "--format", "json", "--out", "items.json", "--json"];
    const wrote = await ada.opp([...clear, "--password-file", "password.txt"]);
    expect([wrote.code, wrote.json()]).toMatchObject([0, { format: "json", file: "items.json" }]);
    expect(JSON.parse(readFileSync(join(ada.folder, "items.json"), "utf8"))).toMatchObject({
      items: [{ name: "Bank" }],
    });
  });

  it("leaves no file where the password is wrong or the category unknown", async () => {
    await using bob = await personAtShell(server, "refused");
    await bob.logIn();
    writeFileSync(join(bob.folder, "wrong.txt"), "not the password\n");
    const refused = ["export", "--format", "json", "--out", "no.json", "--password-file", "wrong.txt"];
    expect((await bob.opp(refused)).stderr).toContain("password is wrong");
    expect((await bob.opp([...refused, "--category", "Nowhere"])).code).not.toBe(0);
    expect(existsSync(join(bob.folder, "no.json"))).toBe(false);
  });
});
