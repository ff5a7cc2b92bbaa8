import { describe, expect, it } from "vitest";
import { type TestServer, type TestServerOptions, testServer } from "../../../test/test-server.ts";
import { readExpDelta } from "./endpoints/auth.ts";
import { V1Client } from "./testing/v1-client.ts";
import { ALICE } from "./testing/vectors/golden.ts";

const SECOND_FACTOR_HINT = "An account with a second factor sends it as x-opp-second-factor.";
const BOB = { username: "bob", password: "bob's password", phrase: "bob's phrase" };

async function withClient(
  test: (client: V1Client, server: TestServer) => Promise<void>,
  options?: TestServerOptions,
): Promise<void> {
  await using server = await testServer(options);
  const client = new V1Client(server.url);
  await client.register();
  await test(client, server);
}

const refusal = (status: number, error: string) => ({ status_code: status, error });

interface Vault {
  categories: { id: number; name: string }[];
  items: { id: number; name: string; password: string; blob: string; category_id: number | null }[];
}
const fetchAll = async (client: V1Client) =>
  (await client.must("GET /fetchall")) as Record<string, unknown> & Vault;

describe("a token of v1", () => {
  it("is a JWT whose exp is when the session ends", () =>
    withClient(async (client) => {
      for (const [exp_delta, seconds] of [
        [undefined, 300],
        [0, 300],
        ["600", 600],
        [2 ** 31, 30 * 24 * 3600],
      ] as const) {
        await client.logIn({ ...ALICE, exp_delta });
        const claims = JSON.parse(Buffer.from(client.token.split(".")[1] ?? "", "base64url").toString());
        expect([exp_delta, claims.exp - claims.iat]).toEqual([exp_delta, seconds]);
      }
    }));

  it("ends, and says so", () =>
    withClient(async (client) => {
      await client.logIn({ ...ALICE, exp_delta: -5 });
      await expect
        .poll(async () => (await client.ask("GET /categories")).json(), { timeout: 20_000, interval: 300 })
        .toMatchObject({ status_code: 401, error: expect.stringMatching(/^Invalid (token|JWT)$/) });
    }));

  it.each([
    [300, 300],
    ["300", 300],
    [" 12 ", 12],
    [1.9, 1],
    [true, 1],
    [-5, 1],
    [2 ** 31, 2 ** 31],
    [2 ** 31 + 1, undefined],
    [0, undefined],
    [0.5, undefined],
    [false, undefined],
    [null, undefined],
    [undefined, undefined],
    ["abc", undefined],
    ["1.9", undefined],
    ["", undefined],
    [[300], undefined],
    [{}, undefined],
    [Number.NaN, undefined],
  ])("with exp_delta %j lives %j seconds", (given, seconds) => {
    expect(readExpDelta(given)).toBe(seconds);
  });

  it("is good for the new procedures too, and ends with the password that it was got with", () =>
    withClient(async (client, server) => {
      const other = new V1Client(server.url, ALICE.phrase);
      await other.logIn(ALICE);
      const headers = { authorization: `Bearer ${other.token}` };
      expect((await server.ask("/api/trpc/account.get", { headers })).status).toBe(200);
      await client.must("POST /user", { ...ALICE, new_username: "", new_password: "another password" });
      expect((await server.ask("/api/trpc/account.get", { headers })).status).toBe(401);
      expect((await other.ask("GET /items")).status).toBe(401);
      // The client that asked for the change keeps its token.
      expect((await client.ask("GET /items")).status).toBe(200);
    }));

  it("ends after ten wrong passphrases", () =>
    withClient(async (client) => {
      for (let tries = 0; tries < 9; tries += 1) {
        const { status } = await client.ask("GET /items", { headers: { "x-opp-phrase": `wrong ${tries}` } });
        expect(status).toBe(400);
      }
      expect((await client.ask("PUT /items", { headers: { "x-opp-phrase": "wrong" } })).status).toBe(401);
      expect((await client.ask("GET /items")).status).toBe(401);
    }));
});

describe("the passphrase's header", () => {
  const phrase = "schlüssel für bob";

  it.each([
    ["UTF-8", "utf8"],
    ["Latin-1", "latin1"],
  ] as const)("is read as %s", (_name, encoding) =>
    withClient(async (client) => {
      await client.register({ ...BOB, phrase });
      const asSent = Buffer.from(phrase, encoding).toString("latin1");
      expect((await client.ask("GET /items", { headers: { "x-opp-phrase": asSent } })).status).toBe(200);
      await client.must("DELETE /items", { ids: [] });
    }),
  );

  it("takes letters past Latin-1, which the Python version never could", () =>
    withClient(async (client) => {
      await client.register({ ...BOB, phrase: "пароль 🔑" });
      await client.must("PUT /items", { items: [{ name: "x" }] });
      expect((await fetchAll(client)).items).toHaveLength(1);
    }));

  it("is taken in base64url, too, so that one with spaces at its ends opens what it was set for", () =>
    withClient(async (client) => {
      const spacy = " spacy phrase ";
      await client.register({ ...BOB, phrase: spacy });
      const encoded = Buffer.from(spacy).toString("base64url");
      const headers = { "x-opp-phrase": null, "x-opp-phrase-base64": encoded };
      expect((await client.ask("GET /items", { headers })).status).toBe(200);
      expect((await client.ask("GET /items", { headers: { "x-opp-phrase": spacy } })).status).toBe(400);
      const broken = { ...headers, "x-opp-phrase-base64": "%%%" };
      expect((await client.ask("GET /items", { headers: broken })).status).toBe(400);
    }));

  it("is refused when it comes twice", () =>
    withClient(async (client) => {
      const answer = await client.ask("GET /items", { headers: { "x-opp-phrase": [ALICE.phrase, "x"] } });
      expect([answer.status, answer.json()]).toEqual([
        400,
        expect.objectContaining(refusal(400, "Bad Request")),
      ]);
    }));
});

describe("somebody else's id", () => {
  it("is an unknown one: nothing is taken over, leaked, moved or deleted", () =>
    withClient(async (alice, server) => {
      await alice.must("PUT /categories", { category_names: ["Alice's"] });
      await alice.must("PUT /items", { items: [{ name: "hers", password: "p", category_id: 1 }] });
      const before = await fetchAll(alice);
      const bob = new V1Client(server.url);
      await bob.register(BOB);
      await bob.must("PUT /items", { items: [{ name: "his" }] });
      const [his] = (await fetchAll(bob)).items;
      const asks = [
        ["POST /items", (id: number) => ({ items: [{ id, name: "taken" }] })],
        ["POST /items", (id: number) => ({ items: [{ id: his?.id, category_id: id }] })],
        ["PUT /items", (id: number) => ({ items: [{ category_id: id }] })],
        ["POST /categories", (id: number) => ({ categories: [{ id, name: "taken" }] })],
        ["DELETE /items", (id: number) => ({ ids: [id] })],
        ["DELETE /categories", (id: number) => ({ ids: [id], cascade: true })],
      ] as const;
      for (const [request, body] of asks) {
        const foreign = await bob.ask(request, { body: body(1) });
        const unknown = await bob.ask(request, { body: body(4711) });
        expect([request, foreign.status, foreign.text]).toEqual([request, unknown.status, unknown.text]);
      }
      expect(await fetchAll(alice)).toEqual(before);
      expect(await fetchAll(bob)).toMatchObject({
        categories: [],
        items: [{ id: his?.id, name: "his", category_id: null }],
      });
    }));
});

describe("items of v1", () => {
  it("that are deleted lie in the trash, and their ids are never used again", () =>
    withClient(async (client, server) => {
      await client.must("PUT /items", { items: [{ name: "a" }, { name: "b" }] });
      await client.must("DELETE /items", { ids: [2] });
      expect(await client.must("PUT /items", { items: [{ name: "c" }] })).toMatchObject({
        items: [{ id: 3 }],
      });
      const trash = await server.ask('/api/trpc/items.list?input={"trash":true}', {
        headers: { authorization: `Bearer ${client.token}`, "x-opp-phrase": client.phrase },
      });
      expect(trash.json()).toMatchObject({ result: { data: { items: [{ id: 2, name: "b" }] } } });
      const { status } = await client.ask("POST /items", { body: { items: [{ id: 2, name: "back" }] } });
      expect(status).toBe(400);
    }));

  it("are replaced by the hundred, and answered in the order that was sent", () =>
    withClient(async (client) => {
      const items = Array.from({ length: 100 }, (_, at) => ({ name: `item ${at}`, blob: "old" }));
      await client.must("PUT /items", { items });
      const changed = items.map((_, at) => ({ id: 100 - at, name: `changed ${100 - at}` }));
      expect(await client.must("POST /items", { items: changed })).toMatchObject({ items: changed });
      const { items: now } = await fetchAll(client);
      expect(now.map(({ id, name, blob }) => [id, name, blob])).toEqual(
        items.map((_, at) => [at + 1, `changed ${at + 1}`, ""]),
      );
      const oneUnknown = [...changed, { id: 101, name: "x" }];
      expect((await client.ask("POST /items", { body: { items: oneUnknown } })).status).toBe(400);
    }));

  it("may be replaced by two clients at once: one of the two stands", () =>
    withClient(async (client) => {
      await client.must("PUT /items", { items: [{ name: "old" }] });
      const names = ["one", "two"];
      const answers = await Promise.all(
        names.map((name) => client.ask("POST /items", { body: { items: [{ id: 1, name }] } })),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const { items } = await fetchAll(client);
      expect(names).toContain(items[0]?.name);
    }));

  it("get one password, or one each, that replaces a given one", () =>
    withClient(async (client) => {
      const items = [{ name: "a", password: "given" }, { name: "b" }];
      const passwordsFor = async (rest: object): Promise<string[]> =>
        ((await client.must("PUT /items", { items, ...rest })) as unknown as Vault).items.map(
          ({ password }) => password,
        );
      expect(await passwordsFor({ auto_pass: 1, genopts: { numChars: 1 } })).toEqual(["given", ""]);
      const [same, alsoSame] = await passwordsFor({ auto_pass: true, genopts: null });
      expect([same, same?.length]).toEqual([alsoSame, 16]);
      const [one, another] = await passwordsFor({
        auto_pass: true,
        unique: true,
        genopts: { numChars: 40, valid_chars: "[a-f0-9]" },
      });
      expect(one).not.toBe(another);
      for (const password of [one, another]) expect(password).toMatch(/^[a-f0-9]{40}$/);
      const [words] = await passwordsFor({
        auto_pass: true,
        genopts: { numChars: 60, min_length: 5, max_length: 7, delimiter: "_" },
      });
      expect(words).toMatch(/^([a-z-]{5,7}_)+[a-z-]{0,7}$/);
      expect(words).toHaveLength(60);
      const [changed] = (
        (await client.must("POST /items", { items: [{ id: 1 }], auto_pass: true })) as unknown as Vault
      ).items;
      expect(changed?.password).toHaveLength(16);
      expect((await fetchAll(client)).items[0]?.password).toBe(changed?.password);
    }));

  const MIN = "For sanity's sake, minimum word length must be a number in the range between 5 and 15.";
  const MAX = "For sanity's sake, maximum word length must be a number in the range between 5 and 20.";
  const CHARS = "For sanity's sake, numChars must be between 8 and 100 characters.";
  it.each([
    [{ numChars: 7 }, CHARS],
    [{ numChars: 101 }, CHARS],
    [{ numChars: "16" }, CHARS],
    [{ numChars: 8.5 }, CHARS],
    [{ min_length: 4 }, MIN],
    [{ min_length: 16, max_length: 16 }, MIN],
    [{ max_length: 21 }, MAX],
    [{ max_length: true }, MAX],
    [{ min_length: 9, max_length: 8 }, "Minimum length cannot be larger than maximum length."],
    [{ valid_chars: "(a+)+$" }, expect.stringContaining("valid_chars must be a class")],
    [{ valid_chars: "[a]" }, expect.stringContaining("valid_chars must be a class")],
    [{ valid_chars: ["a"] }, expect.stringContaining("valid_chars must be a class")],
    [{ delimiter: "-".repeat(9) }, expect.stringContaining("delimiter must be a text")],
  ])("are not made with the options %j", (genopts, description) =>
    withClient(async (client) => {
      const answer = await client.ask("PUT /items", { body: { items: [{}], auto_pass: true, genopts } });
      expect([answer.status, answer.json()]).toEqual([
        400,
        { status_code: 400, error: "Invalid password generation options!", description },
      ]);
      expect((await fetchAll(client)).items).toEqual([]);
    }),
  );

  it("too long for a field are refused with what the limit is", () =>
    withClient(async (client) => {
      const answer = await client.ask("PUT /items", { body: { items: [{ name: "n".repeat(1025) }] } });
      expect([answer.status, answer.json()]).toEqual([
        400,
        {
          status_code: 400,
          error: "Invalid item data in list!",
          description: "items[0].name: name has at most 1024 characters.",
        },
      ]);
    }));
});

describe("categories that newer clients put into each other", () => {
  /** 1 holds 2, which holds 3. */
  async function nested(client: V1Client, server: TestServer) {
    await client.must("PUT /categories", { category_names: ["outer", "middle", "inner"] });
    const headers = {
      authorization: `Bearer ${client.token}`,
      "x-opp-phrase": client.phrase,
      "content-type": "application/json",
    };
    const parents = async () => {
      const { result } = Object((await server.ask("/api/trpc/categories.list", { headers })).json());
      const { categories }: { categories: { id: number; parentId: number | null }[] } = result.data;
      return categories.map(({ id, parentId }) => [id, parentId]);
    };
    const change = {
      categories: [2, 3].map((id) => ({ id, revision: 1, parentId: id - 1 })),
    };
    await server.ask("/api/trpc/categories.update", {
      method: "POST",
      headers,
      body: JSON.stringify(change),
    });
    expect(await parents()).toEqual([
      [1, null],
      [2, 1],
      [3, 2],
    ]);
    return parents;
  }

  it("are a flat list to v1, and keep their place when it renames them", () =>
    withClient(async (client, server) => {
      const parents = await nested(client, server);
      await client.must("POST /categories", { categories: [{ id: 3, name: "renamed" }] });
      expect(await client.must("GET /categories")).toEqual({
        result: "success",
        categories: ["outer", "middle", "renamed"].map((name, at) => ({ id: at + 1, name, sort_id: 0 })),
      });
      expect((await parents()).at(-1)).toEqual([3, 2]);
    }));

  it("are not lost when v1 deletes the one that they lie in, with its items or without", () =>
    withClient(async (client, server) => {
      const parents = await nested(client, server);
      await client.must("PUT /items", { items: [2, 3].map((id) => ({ name: `in ${id}`, category_id: id })) });
      await client.must("DELETE /categories", { ids: [2], cascade: true });
      expect(await parents()).toEqual([
        [1, null],
        [3, 1],
      ]);
      expect((await fetchAll(client)).items).toMatchObject([{ name: "in 3", category_id: 3 }]);
    }));
});

describe("v1 at the front door", () => {
  it("isn't there when it is off", async () => {
    await using server = await testServer({ environment: { OPP_REST_V1: "off" } });
    for (const path of ["health", "items", "nothing"])
      expect((await server.ask(`/api/v1/${path}`)).status).toBe(404);
  });

  it("takes new users as OPP_REGISTRATION says", async () => {
    await using server = await testServer({ policy: { registration: "first" } });
    const client = new V1Client(server.url);
    await client.register();
    const answer = await client.ask("PUT /user", { body: BOB });
    expect(answer.json()).toEqual({
      status_code: 400,
      error: "Registration is closed on this server!",
      description: "",
    });
  });

  it("says of a name without an account what it says of a wrong password, unless anyone may register", async () => {
    for (const [registration, error, description] of [
      ["first", "Incorrect password supplied!", SECOND_FACTOR_HINT],
      ["open", "User does not exist!", ""],
    ] as const) {
      await using server = await testServer({ policy: { registration } });
      const client = new V1Client(server.url);
      await client.register();
      const body = { ...BOB, new_username: "bobby", new_password: "" };
      for (const request of ["POST /user", "DELETE /user"])
        expect((await client.ask(request, { body })).json()).toEqual({
          status_code: 400,
          error,
          description,
        });
    }
  });

  it("counts failed tries as everywhere, and says when to come again", async () => {
    await using server = await testServer({ environment: { OPP_RATE_LIMITS: "on" } });
    const client = new V1Client(server.url);
    for (let tries = 0; tries < 20; tries += 1) {
      const wrong = { username: `name ${tries}`, password: "wrong" };
      expect((await client.ask("POST /auth", { body: wrong })).status).toBe(401);
    }
    for (const request of ["POST /auth", "PUT /user", "POST /user", "DELETE /user"]) {
      const answer = await client.ask(request, { body: { ...ALICE, new_username: "ally" } });
      expect([request, answer.status, answer.json()]).toEqual([
        request,
        429,
        expect.objectContaining(refusal(429, "Too Many Requests")),
      ]);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
  });

  it("reads large bodies of those who hold a good token only", () =>
    withClient(async (client) => {
      const items = [{ blob: "b".repeat(200_000) }];
      await client.must("PUT /items", { items });
      const body = { ...ALICE, junk: "j".repeat(200_000) };
      const answer = await client.ask("POST /auth", { body, headers: { "x-opp-jwt": null } });
      expect([answer.status, answer.json()]).toEqual([
        413,
        expect.objectContaining(refusal(413, "Payload Too Large")),
      ]);
    }));

  it("refuses other sites and other names in its own shape", () =>
    withClient(async (client) => {
      const site = await client.ask("GET /health", { headers: { origin: "https://evil.example" } });
      expect(site.json()).toMatchObject(refusal(403, "Forbidden"));
      const name = await client.ask("GET /health", { headers: { host: "evil.example" } });
      expect(name.json()).toMatchObject(refusal(421, "Misdirected Request"));
    }));

  it("logs each request by its route, and nothing that was sent", () =>
    withClient(async (client, server) => {
      await client.must("PUT /items", { items: [{ name: "marked-name", password: "marked-password" }] });
      await client.ask("POST /items", { body: { items: [{ id: 9, name: ["marked-name"] }] } });
      await client.ask("GET /marked-name?marked-password");
      await client.ask("GET /items", { headers: { "x-opp-phrase": "marked-phrase" } });
      await expect
        .poll(() => server.logLines.filter((line) => line.includes("/api/v1/")).length)
        .toBeGreaterThanOrEqual(6);
      const log = server.logLines.join("");
      expect(log).toContain('"route":"/api/v1/items"');
      expect(log).toContain('"route":"/api/v1/*"');
      for (const secret of ["marked", ALICE.username, ALICE.password, ALICE.phrase, client.token])
        expect(log).not.toContain(secret);
    }));

  it("says nothing of a bug but that it is one", () =>
    withClient(async (client, server) => {
      server.vault.store.items.page = () => Promise.reject(new TypeError("lost secret"));
      const answer = await client.ask("GET /items");
      expect([answer.status, answer.json()]).toEqual([
        500,
        expect.objectContaining(refusal(500, "Internal Server Error")),
      ]);
      expect(answer.text).not.toContain("lost");
      expect(server.logLines.filter((line) => line.includes('"msg":"bug"'))).toHaveLength(1);
    }));
});
