import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PersonAtShell, personAtShell } from "./person-at-shell.ts";
import { runOppAtTerminal } from "./run-opp.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

/** A clipboard that is a file, with the programs of Wayland for it; they note their arguments, which anyone could see. */
async function personWithClipboard(
  username: string,
): Promise<PersonAtShell & { held: () => string | null; set: (text: string) => void }> {
  const person = await personAtShell(server, username);
  await person.logIn();
  await person.vault.items.create.mutate({
    items: [{ name: "Router", username: "admin", password: "hunter2-secret" }],
  });
  const bin = join(person.folder, "bin");
  const clipboard = join(person.folder, "clipboard");
  mkdirSync(bin);
  const program = (name: string, line: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\necho "$0 $*" >> '${person.folder}/arguments'\n${line}\n`, {
      mode: 0o755,
    });
  program("wl-copy", `cat > '${clipboard}'`);
  program("wl-paste", `cat '${clipboard}'`);
  person.environment["PATH"] = `${bin}:${process.env["PATH"]}`;
  person.environment["WAYLAND_DISPLAY"] = "wayland-test";
  return Object.assign(person, {
    held: () => (existsSync(clipboard) ? readFileSync(clipboard, "utf8") : null),
    set: (text: string) => writeFileSync(clipboard, text),
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(20);
}

describe("--copy", () => {
  it("puts the password on the clipboard rather than on the screen, and a process of its own clears it", async () => {
    await using ada = await personWithClipboard("copier");
    const copied = await ada.opp(["get", "router", "--copy", "--clear-after", "1s"]);
    expect(copied).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining("will be cleared after 1 s."),
    });
    expect(copied.stderr).not.toContain("hunter2");
    await until(() => ada.held() === "");
    expect(readFileSync(join(ada.folder, "arguments"), "utf8")).not.toContain("hunter2");
  });

  it("leaves alone what was copied after it", async () => {
    await using ada = await personWithClipboard("later");
    const looks = () => readFileSync(join(ada.folder, "arguments"), "utf8").split("wl-paste").length - 1;
    await ada.opp(["get", "router", "--copy", "--clear-after", "1s"]);
    ada.set("something else");
    await until(() => looks() === 1);
    // A second copy is cleared after the first one's process has had its turn: by then that one has left the clipboard alone.
    expect(ada.held()).toBe("something else");
    await ada.opp(["get", "router", "--field", "username", "--copy", "--clear-after", "1s"]);
    await until(() => ada.held() === "");
    expect(looks()).toBe(2);
  });

  it("keeps it for good where that is wished", async () => {
    await using ada = await personWithClipboard("keeper");
    const copied = await ada.opp(["get", "router", "--copy", "--clear-after", "0", "--json"]);
    expect(copied.json()).toMatchObject({ name: "Router", field: "password", copied: true });
    expect(ada.held()).toBe("hunter2-secret");
  });

  it("copies what was made, for a new item and by itself", async () => {
    await using ada = await personWithClipboard("maker");
    await ada.opp(["add", "Shop", "--generate", "--copy", "--clear-after", "0"]);
    expect((await ada.opp(["get", "Shop", "--field", "password"])).stdout).toBe(ada.held());
    const made = await ada.opp(["generate", "--copy", "--clear-after", "0"]);
    expect([made.stdout, ada.held()?.length]).toEqual(["", 20]);
  });

  it("copies the number of a card, which has no password, without its spaces", async () => {
    await using ada = await personWithClipboard("Visa");
    const number = { id: "card-number", name: "Card number", kind: "hidden", value: "4111 1111" } as const;
    await ada.vault.items.create.mutate({ items: [{ name: "Visa", kind: "card", fields: [number] }] });
    expect(await ada.opp(["get", "Visa", "--copy", "--clear-after", "0"])).toMatchObject({ code: 0 });
    expect(ada.held()).toBe("41111111");
  });

  it("copies nothing where there is nothing, or no clipboard", async () => {
    await using ada = await personWithClipboard("nothing");
    expect(await ada.opp(["get", "router", "--copy", "--field", "notes"])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("nothing was copied"),
    });
    expect(ada.held()).toBeNull();
    delete ada.environment["WAYLAND_DISPLAY"];
    expect(await ada.opp(["get", "router", "--copy"])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("Install wl-clipboard"),
    });
  });

  it("goes through the terminal where there is no other way", async () => {
    await using ada = await personWithClipboard("remote");
    delete ada.environment["WAYLAND_DISPLAY"];
    const run = { folder: ada.folder, environment: ada.environment };
    const { stdout } = await runOppAtTerminal(["get", "router", "--copy"], run, []);
    const base64 = Buffer.from("hunter2-secret").toString("base64");
    expect(stdout).toContain(`\u001b]52;c;${base64}\u0007`);
    expect(stdout).toContain("Copied through the terminal");
  });
});
