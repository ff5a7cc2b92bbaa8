import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personAtShell } from "./person-at-shell.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

/** Logged in. */
async function person(username: string) {
  const someone = await personAtShell(server, username);
  await someone.logIn();
  return someone;
}

/** A throwaway key, whose public part and fingerprint ssh-keygen told. */
const KEY = [
  "-----BEGIN OPENSSH PRIVATE KEY-----",
  "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW",
  "QyNTUxOQAAACDq7Gp/qSiaXJFvyPdJH4a09ngC5asungYsKLyjZOeO+gAAAJi82TWkvNk1",
  "pAAAAAtzc2gtZWQyNTUxOQAAACDq7Gp/qSiaXJFvyPdJH4a09ngC5asungYsKLyjZOeO+g",
  "AAAEApjvY/q5xbVGmzyJJYhyYWbvVo94TP0cCwWJ0NR74EYOrsan+pKJpckW/I90kfhrT2",
  "eALlqy6eBiwovKNk5476AAAAD2FkYUBleGFtcGxlLm9yZwECAwQFBg==",
  "-----END OPENSSH PRIVATE KEY-----",
  "",
].join("\n");
const FINGERPRINT = "SHA256:WpRpD6+RnA0eNdPFSgKr8+0ZPrePUmTU2rG/qk783RY";

describe("kinds of items", () => {
  it("are added with their fields, secrets from standard input, and shown as cards have them", async () => {
    await using ada = await person("cards");
    const card = ["--kind", "card", "--set", "Cardholder=Ada Lovelace", "--set", "expires=3/27"];
    const asked = ["--ask", "Card number", "--ask", "pin", "--set", "Colour=blue", "-"];
    const added = await ada.opp(["add", "Visa", ...card, ...asked], { input: "4111111111111111\n4711\n" });
    expect(added).toMatchObject({ code: 0, stderr: "" });
    expect((await ada.opp(["get", "Visa", "--json"])).json()).toMatchObject({
      kind: "card",
      password: "",
      fields: [
        { id: "cardholder", name: "Cardholder", kind: "text", value: "Ada Lovelace" },
        { id: "card-number", name: "Card number", kind: "hidden", value: "4111111111111111" },
        { id: "expires", name: "Expires", kind: "text", value: "2027-03" },
        { id: "pin", name: "PIN", kind: "hidden", value: "4711" },
        { name: "Colour", kind: "text", value: "blue" },
      ],
    });
    const hidden = (await ada.opp(["get", "Visa"])).stdout;
    expect(hidden).toMatch(/^Kind +Card$/m);
    expect(hidden).toMatch(/^Expires +03\/2027$/m);
    expect(hidden).not.toMatch(/4111|4711/);
    expect((await ada.opp(["get", "Visa", "--show"])).stdout).toMatch(/^Card number +4111 1111 1111 1111$/m);
    expect((await ada.opp(["get", "Visa", "--field", "card-number"])).stdout).toBe("4111111111111111");
  });

  it("are listed by kind, and changed without the loss of a field", async () => {
    await using ada = await person("lister");
    await ada.opp(["add", "Home", "--kind", "wlan", "--set", "ssid=home", "-"], { input: "secret\n" });
    await ada.opp(["add", "Mail", "--no-password"]);
    const names = async (...args: string[]) =>
      ((await ada.opp(["ls", ...args, "--json"])).json() as { name: string }[]).map(({ name }) => name);
    expect(await names("--kind", "wifi")).toEqual(["Home"]);
    expect(await names("a -kind:wifi")).toEqual(["Mail"]);
    const edit = ["edit", "Home", "--kind", "note", "--set", "Router=attic"];
    expect(await ada.opp(edit)).toMatchObject({ code: 0, stderr: "" });
    expect((await ada.opp(["get", "Home", "--json"])).json()).toMatchObject({
      kind: "note",
      password: "secret",
      fields: [
        { id: "ssid", value: "home" },
        { name: "Router", value: "attic" },
      ],
    });
    await ada.opp(["edit", "Home", "--set", "Router="]);
    expect((await ada.opp(["get", "Home", "--field", "ssid"])).stdout).toBe("home");
    expect((await ada.opp(["get", "Home", "--field", "Router"])).code).toBe(4);
  });

  it("of which an SSH key comes from its file, with its public part and fingerprint", async () => {
    await using ada = await person("keys");
    writeFileSync(join(ada.folder, "key"), KEY, { mode: 0o600 });
    await ada.opp(["add", "deploy", "--kind", "ssh-key", "--set-file", "private-key=key"]);
    expect((await ada.opp(["get", "deploy", "--field", "private-key"])).stdout).toBe(KEY);
    expect((await ada.opp(["get", "deploy", "--field", "public-key"])).stdout).toMatch(/^ssh-ed25519 AAAAC3/);
    expect((await ada.opp(["get", "deploy"])).stdout).toContain(FINGERPRINT);
  });

  it("take no secret from an argument, and no word that means none of them", async () => {
    await using ada = await person("careful");
    for (const [args, sentence] of [
      [["add", "Visa", "--kind", "card", "--set", "pin=4711"], '--ask "pin" or --set-file "pin=PATH"'],
      [["add", "Visa", "--kind", "cart"], "Kinds: login, card"],
      [["add", "Visa", "--kind", "card", "--set", "4711"], '--set "Brand=Visa"'],
      [["ls", "kind:cart"], "can't be searched for"],
    ] as const) {
      const refused = await ada.opp([...args]);
      expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) });
      expect(refused.stderr).not.toContain("4711");
    }
    expect((await ada.opp(["ls"])).stdout).toBe("");
  });
});
