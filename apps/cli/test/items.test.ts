import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PersonAtShell, personAtShell } from "./person-at-shell.ts";
import { runOppAtTerminal, TESTED_BUNDLE } from "./run-opp.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

/** Logged in, with some items. */
async function furnished(username: string): Promise<PersonAtShell> {
  const person = await personAtShell(server, username);
  await person.logIn();
  const { categories } = await person.vault.categories.create.mutate({ categories: [{ name: "Höme" }] });
  const categoryId = categories[0]?.id ?? 0;
  await person.vault.items.create.mutate({
    items: [
      {
        name: "Router",
        username: "admin",
        password: 's3cret \\ "\n',
        url: "https://router.home",
        categoryId,
      },
      { name: "Mail (work)", username: "ada@example.com" },
      { name: "Mail (home)", blob: "first line\nsecond line" },
      {
        name: "E-Banking Zürich",
        totp: "otpauth://totp/Bank:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8",
        fields: [
          { name: "PIN", kind: "hidden", value: "4711" },
          { name: "branch", kind: "text", value: "Paradeplatz" },
        ],
      },
    ],
  });
  return person;
}

describe("opp ls", () => {
  it("lists items, a line each with tabs where no terminal is", async () => {
    await using ada = await furnished("lister");
    const { code, stdout } = await ada.opp(["ls"]);
    expect([code, stdout.split("\n")[0]]).toEqual([
      0,
      expect.stringMatching(/^\d+\tRouter\tadmin\thttps:\/\/router\.home\tHöme$/),
    ]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(4);
  });

  it("lists those that hold every word, of a category, or in the trash", async () => {
    await using ada = await furnished("seeker");
    const names = async (...args: string[]) =>
      ((await ada.opp(["ls", "--json", ...args])).json() as { name: string }[]).map(({ name }) => name);
    expect(await names("EXAMPLE mail")).toEqual(["Mail (work)"]);
    expect(await names("zurich")).toEqual(["E-Banking Zürich"]);
    expect(await names("--category", "home")).toEqual(["Router"]);
    expect(await names("mail", "--category", "home")).toEqual([]);
    expect(await names("--trash")).toEqual([]);
    expect(await names("mail -work")).toEqual(["Mail (home)"]);
    expect(await names("in:home user:admin")).toEqual(["Router"]);
    expect(await names('notes:"second line"')).toEqual(["Mail (home)"]);
    expect(await names("has:totp")).toEqual(["E-Banking Zürich"]);
    for (const query of ["has:pass", "is:nothing", "is:weak"])
      expect(await ada.opp(["ls", query])).toMatchObject({ code: 2, stdout: "" });
    expect(await ada.opp(["ls", "--category", "nowhere"])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("- Höme"),
    });
  });

  it("lists those of a category with those in the ones beneath it, each by its path", async () => {
    await using ada = await furnished("nester");
    const make = async (name: string, parentId: number | null) =>
      (await ada.vault.categories.create.mutate({ categories: [{ name, parentId }] })).categories[0]?.id ?? 0;
    const family = await make("Family", null);
    const bank = await make("Bank", family);
    await make("Bank", await make("Work", null));
    expect(await ada.opp(["add", "Account", "--no-password", "--category", "family/ bänk"])).toMatchObject({
      code: 0,
    });
    await ada.vault.items.create.mutate({ items: [{ name: "Doctor", categoryId: family }] });
    const listed = await ada.opp(["ls", "--category", "FAMILY", "--json"]);
    expect(listed.json()).toMatchObject([
      { name: "Account", categoryId: bank, category: "Family / Bank" },
      { name: "Doctor", category: "Family" },
    ]);
    expect(await ada.opp(["ls", "--category", "Bank"])).toMatchObject({
      code: 10,
      stderr: expect.stringContaining(`- Family / Bank (id ${bank})`),
    });
    expect((await ada.opp(["get", "Account", "--json"])).json()).toMatchObject({ category: "Family / Bank" });
  });

  it("fits a table to the terminal", async () => {
    await using ada = await furnished("watcher");
    const run = { folder: ada.folder, environment: ada.environment };
    const { stdout } = await runOppAtTerminal(["ls"], run, []);
    const lines = stdout.replaceAll("\r", "").trimEnd().split("\n");
    expect(lines[0]).toMatch(/^ID +NAME +USER NAME +URL +CATEGORY$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("is quiet when its reader has enough", async () => {
    await using ada = await furnished("piper");
    await ada.vault.items.create.mutate({
      items: Array.from({ length: 3000 }, (_, index) => ({ name: `item ${index}`, url: "x".repeat(200) })),
    });
    const line = `set -o pipefail; '${process.execPath}' '${join(TESTED_BUNDLE, "opp.js")}' ls | head -1`;
    const child = spawn("bash", ["-c", line], { env: { PATH: process.env["PATH"], ...ada.environment } });
    let output = "";
    child.stdout.on("data", (text: Buffer) => (output += text.toString()));
    child.stderr.on("data", (text: Buffer) => (output += text.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([code, output.trimEnd().split("\n")]).toEqual([0, [expect.stringContaining("\tRouter\t")]]);
  });
});

describe("opp get", () => {
  it("prints just the value of a field, byte for byte", async () => {
    await using ada = await furnished("getter");
    const value = async (...args: string[]) => (await ada.opp(["get", ...args])).stdout;
    expect(await value("router", "--field", "password")).toBe('s3cret \\ "\n');
    expect(await value("Mail (home)", "--field", "notes")).toBe("first line\nsecond line");
    expect(await value("banking", "--field", "PIN")).toBe("4711");
    expect(await value("banking", "--field", "totp")).toMatch(/^\d{8}$/);
    expect((await ada.vault.items.list.query()).items.filter(({ usedAt }) => usedAt !== null)).toHaveLength(
      3,
    );
  });

  it("hides on a person's page what is secret, unless it is to be shown", async () => {
    await using ada = await furnished("reader");
    const page = await ada.opp(["get", "banking"]);
    expect(page.stdout).toMatch(/One-time code +••••••••\n/);
    expect(page.stdout).toMatch(/PIN +••••••••\nbranch +Paradeplatz\n/);
    expect((await ada.opp(["get", "banking", "--show"])).stdout).toContain("4711");
    expect((await ada.opp(["get", "Router", "--json"])).json()).toMatchObject({
      name: "Router",
      category: "Höme",
    });
  });

  it("takes an id, and nothing that is called so instead; where the id is nothing's, what is called so", async () => {
    await using ada = await furnished("numbers");
    const [router] = (await ada.vault.items.list.query()).items;
    const id = String(router?.id);
    expect((await ada.opp(["get", id, "--field", "name"])).stdout).toBe("Router");
    const named = [id, "2024"].map((name) => ({ name, username: "named" }));
    await ada.vault.items.create.mutate({ items: named });
    expect((await ada.opp(["get", id, "--field", "name"])).stdout).toBe("Router");
    expect((await ada.opp(["get", "2024", "--field", "username"])).stdout).toBe("named");
    expect(await ada.opp(["get", id, "--trash"])).toMatchObject({ code: 4 });
  });

  it("names the candidates where several are meant, and ends with 10", async () => {
    await using ada = await furnished("chooser");
    const { code, stdout, stderr } = await ada.opp(["get", "mail", "--field", "password"]);
    expect([code, stdout]).toEqual([10, ""]);
    expect(stderr).toMatch(
      /^opp: "mail" matches 2 items.*\n- \d+: Mail \(work\), ada@example\.com\n- \d+: Mail \(home\)\n$/,
    );
  });

  it.each([
    [["nothing"], 4, 'has a name containing "nothing"'],
    [["999999"], 4, "No item"],
    [["router", "--field", "colour"], 4, "It has: id, name"],
    [["router", "--field", "totp"], 4, "has no one-time code"],
    [["router", "--field", "toString"], 4, "has no field"],
    [["router", "--trash"], 4, "in the trash"],
    [[""], 2, "The name to search for is empty."],
    [["x".repeat(2000)], 2, "at most 1024 characters"],
    [[], 2, "argument"],
  ])("ends %j with code %d and a sentence", async (args, code, sentence) => {
    await using ada = await furnished(`nonsense ${args.length} ${args.join(" ").slice(0, 40)}.`);
    expect(await ada.opp(["get", ...args])).toMatchObject({
      code,
      stdout: "",
      stderr: expect.stringContaining(sentence),
    });
  });

  it("lets no text of the vault command the terminal", async () => {
    await using ada = await furnished("escapes");
    await ada.vault.items.create.mutate({
      items: [{ name: "bad \u001b]52;c;aGk=\u0007", blob: "\u001b[2J" }],
    });
    for (const args of [
      ["get", "bad"],
      ["ls", "bad"],
      ["rm", "bad"],
    ])
      expect((await ada.opp(args)).stdout).not.toContain("\u001b");
  });
});

describe("opp add, edit and rm", () => {
  it("add an item with all that it can have", async () => {
    await using ada = await furnished("adder");
    writeFileSync(join(ada.folder, "notes"), "one\ntwo\n");
    const fields = [
      "--username",
      "me",
      "--url",
      "https://x.test",
      "--account",
      "77",
      "--category",
      "home",
      "--favourite",
    ];
    const added = await ada.opp(
      ["add", "Shop", ...fields, "--notes-file", "notes", "--totp", "-", "--json"],
      {
        input: "pass word\nGEZDGNBVGY3TQOJQ\n",
      },
    );
    expect(added).toMatchObject({ code: 0, stderr: "" });
    const { id } = added.json() as { id: number };
    expect(await ada.vault.items.get.query({ id })).toMatchObject({
      name: "Shop",
      username: "me",
      url: "https://x.test",
      account: "77",
      password: "pass word",
      totp: expect.stringContaining("secret=GEZDGNBVGY3TQOJQ"),
      blob: "one\ntwo\n",
      favourite: true,
    });
  });

  it("make a password where they are told to, and say it only when it is asked for", async () => {
    await using ada = await furnished("maker");
    const added = await ada.opp(["add", "Forum", "--generate", "--words", "5"]);
    const { stdout: first } = await ada.opp(["get", "Forum", "--field", "password"]);
    expect(first).toMatch(/^[a-z]+(-[a-z]+){4}$/);
    expect(added.stdout + added.stderr).not.toContain(first);
    await ada.opp(["edit", "forum", "--generate", "--length", "30", "--no-symbols"]);
    expect((await ada.opp(["get", "Forum", "--field", "password"])).stdout).toMatch(/^[A-Za-z0-9]{30}$/);
  });

  it("change what is named and leave the rest", async () => {
    await using ada = await furnished("editor");
    const edit = ["edit", "router", "--name", "Röuter", "--url", "", "--no-category", "--ask-password", "-"];
    expect(await ada.opp(edit, { input: "changed\n" })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Changed "Röuter"'),
    });
    expect((await ada.opp(["get", "Röuter", "--json"])).json()).toMatchObject({
      username: "admin",
      url: "",
      password: "changed",
      categoryId: null,
      revision: 2,
    });
    expect(await ada.opp(["edit", "Röuter"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("There is nothing to change"),
    });
  });

  it("give an item tags and take them away, and find it by them", async () => {
    await using ada = await furnished("tagger");
    await ada.opp(["add", "Shop", "--no-password", "--tag", " Bills ,every year", "--tag", "bills"]);
    expect((await ada.opp(["get", "Shop", "--field", "tags"])).stdout).toBe("Bills, every year");
    expect((await ada.opp(["get", "Shop"])).stdout).toMatch(/^Tags +Bills, every year$/m);
    await ada.opp(["edit", "router", "--tag", "bílls"]);
    const edit = await ada.opp(["edit", "shop", "--tag", "New", "--remove-tag", "EVERY YEAR"]);
    expect(edit).toMatchObject({ code: 0, stderr: "" });
    expect((await ada.opp(["get", "Shop", "--json"])).json()).toMatchObject({ tags: ["Bills", "New"] });
    const names = async (...args: string[]) =>
      ((await ada.opp(["ls", ...args, "--json"])).json() as { name: string }[]).map(({ name }) => name);
    expect(await names("--tag", "BILLS")).toEqual(["Router", "Shop"]);
    expect(await names("--tag", "bills", "--tag", "new")).toEqual(["Shop"]);
    expect(await names("--tag", "bill")).toEqual([]);
    expect(await names("new")).toContain("Shop");
    expect(await ada.opp(["edit", "shop", "--tag", "x".repeat(101)])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("A tag has at most 100 characters."),
    });
  });

  it("overwrite nothing that someone else changed first: 5, and what to do", async () => {
    await using ada = await furnished("conflict");
    const item = (await ada.opp(["get", "router", "--json"])).json() as { id: number; revision: number };
    await ada.vault.items.update.mutate({
      items: [{ id: item.id, revision: item.revision, username: "root" }],
    });
    const late = await ada.opp(["edit", "router", "--username", "me", "--revision", String(item.revision)]);
    expect(late).toMatchObject({
      code: 5,
      stdout: "",
      stderr: expect.stringContaining(`opp get ${item.id}`),
    });
    expect((await ada.opp(["get", "router", "--field", "username"])).stdout).toBe("root");
  });

  it("move an item to the trash, and bring it back", async () => {
    await using ada = await furnished("remover");
    const removed = await ada.opp(["rm", "router"]);
    const [, undo = ""] = /To restore it: opp (rm --undo \d+)/.exec(removed.stdout) ?? [];
    expect((await ada.opp(["get", "router"])).code).toBe(4);
    expect((await ada.opp(["ls", "--trash"])).stdout).toContain("Router");
    expect((await ada.opp(undo.split(" "))).code).toBe(0);
    expect((await ada.opp(["get", "router"])).code).toBe(0);
  });

  it("say what the server has against a field", async () => {
    await using ada = await furnished("limits");
    const refused = await ada.opp(["add", "x".repeat(2000), "--no-password", "--username", "y".repeat(2000)]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(
      /- items\[0\]\.name: name has at most 1024 characters\.\n- items\[0\]\.username/,
    );
    expect(await ada.opp(["add", "Bad", "--totp", "-"], { input: "pw\nnot a secret 1\n" })).toMatchObject({
      code: 2,
    });
    expect(await ada.opp(["edit", "router", "--revision", "soon", "--username", "x"])).toMatchObject({
      code: 2,
    });
  });
});

describe("opp generate", () => {
  it("works without a server and without a session", async () => {
    await using ada = await personAtShell(server, "generator");
    expect((await ada.opp(["generate"])).stdout).toMatch(/^[\x21-\x7e]{20}\n$/);
    expect((await ada.opp(["generate", "--length", "40", "--no-symbols", "--no-lookalikes"])).stdout).toMatch(
      /^[A-Za-z0-9]{40}\n$/,
    );
    expect(
      (await ada.opp(["generate", "--words", "4", "--separator", " ", "--capitals", "upper"])).stdout,
    ).toMatch(/^[A-Z-]+( [A-Z-]+){3}\n$/);
    expect((await ada.opp(["generate", "--json"])).json()).toEqual({
      value: expect.any(String),
      entropyBits: expect.any(Number),
    });
  });

  it.each([
    [["--length", "3"], "length must be at least 4."],
    [["--length", "ten"], "length must be a whole number."],
    [["--words", "4", "--length", "20"], "Use either word options or character options"],
    [["--no-lower", "--no-upper", "--no-digits", "--no-symbols"], "Choose at least one"],
    [["--capitals", "some"], "capitals must be one of"],
  ])("refuses %j with code 2", async (args, sentence) => {
    await using ada = await personAtShell(server, `generator ${args.join(" ")}`);
    expect(await ada.opp(["generate", ...args])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(sentence),
    });
  });
});
