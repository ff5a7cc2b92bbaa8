import { EXPORT_FORMAT_NAMES, EXPORT_FORMATS, type ExportFormat } from "@opp/core/rules/export-formats";
import { readArchive } from "@opp/transfer/archive/read-archive";
import { archivePlaintext } from "@opp/transfer/archive/write-archive";
import { readFile } from "@opp/transfer/recognise/read-file";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../test/http-client.ts";
import type { Person } from "../../test/person.ts";
import { type TestServer, testServer } from "../../test/test-server.ts";

const FILE_PASSPHRASE = "lantern opera tundra seventeen";

interface World extends AsyncDisposable {
  readonly server: TestServer;
  readonly ada: Person;
  readonly itemIds: readonly number[];
  readonly categoryId: number;
}

async function openWorld(): Promise<World> {
  const server = await testServer();
  const ada = await server.person("ada");
  const { categories } = (await ada.must("categories.create", { categories: [{ name: "Money" }] })) as {
    categories: { id: number }[];
  };
  const categoryId = categories[0]?.id ?? 0;
  const { items } = (await ada.must("items.create", {
    items: [
      { name: "Bank", categoryId, url: "https://bank.example", username: "ada", password: "old" },
      { name: "Forum", url: "https://forum.example", username: "ada", password: "p2" },
      { name: "Gone", password: "p3" },
    ],
  })) as { items: { id: number; revision: number }[] };
  const [bank, , gone] = items;
  await ada.must("items.update", { items: [{ id: bank?.id, revision: bank?.revision, password: "new" }] });
  await ada.must("items.trash", { ids: [gone?.id] });
  return {
    server,
    ada,
    itemIds: items.map(({ id }) => id),
    categoryId,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const ask = ({ server, ada }: World, request: object): Promise<Answer> =>
  server.ask("/api/export", {
    method: "POST",
    headers: { ...ada.headers, "content-type": "application/json" },
    body: Buffer.from(
      JSON.stringify({
        password: ada.password,
        scope: { part: "everything" },
        history: true,
        trash: true,
        files: true,
        ...request,
      }),
    ),
  });

const forFormat = (format: ExportFormat) => ({
  format,
  ...(EXPORT_FORMATS[format].sealed ? { filePassphrase: FILE_PASSPHRASE } : {}),
});

const refusalOf = (answer: Answer) => {
  const { error } = answer.json() as { error: { data: { vaultCode: string; details: object } } };
  return [answer.status, error.data.vaultCode, error.data.details];
};

describe("an export", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each(EXPORT_FORMAT_NAMES.filter((format) => format !== "html"))(
    "as %s is read by the importer, with all that the format holds",
    async (format) => {
      const answer = await ask(world, forFormat(format));
      expect([answer.status, answer.headers["content-disposition"]]).toEqual([200, "attachment"]);
      const read = await readFile(answer.bytes, { password: FILE_PASSPHRASE, keyFile: null });
      const names = EXPORT_FORMATS[format].trash ? ["Bank", "Forum", "Gone"] : ["Bank", "Forum"];
      expect(read.items.map(({ name }) => name).toSorted()).toEqual(
        format === "csv" ? ["Bank", "Forum"] : names,
      );
      const bank = read.items.find(({ name }) => name === "Bank");
      expect(bank).toMatchObject({ username: "ada", password: "new" });
      if (EXPORT_FORMATS[format].history) expect(bank?.history).toMatchObject([{ password: "old" }]);
      if (format !== "csv") expect(bank?.category).toEqual(["Money"]);
    },
  );

  it("as a sheet is a page", async () => {
    const answer = await ask(world, { format: "html" });
    expect(answer.bytes.toString()).toContain("<h3>Bank</h3>");
  });

  it("of the same vault has the same plaintext, and its items come by category", async () => {
    const answers = [await ask(world, forFormat("opp")), await ask(world, forFormat("opp"))];
    const [first, second] = await Promise.all(
      answers.map(({ bytes }) => readArchive(bytes, FILE_PASSPHRASE)),
    );
    expect(
      first?.items.map(({ n, record, category, deletedAt }) => [
        n,
        record["name"],
        category,
        deletedAt === null,
      ]),
    ).toEqual([
      [1, "Forum", null, true],
      [2, "Bank", 1, true],
      [3, "Gone", null, false],
    ]);
    const plaintext = async (content: typeof first) => {
      const pieces: Uint8Array[] = [];
      const items = (async function* () {
        yield* content?.items ?? [];
      })();
      for await (const piece of archivePlaintext({ categories: content?.categories ?? [], items }))
        pieces.push(piece);
      return Buffer.concat(pieces);
    };
    expect((await plaintext(first)).equals(await plaintext(second))).toBe(true);
  });

  it("can be one category or single items, without history and trash", async () => {
    const parts = [
      [{ part: "category", categoryId: world.categoryId }, ["Bank"]],
      [{ part: "items", ids: world.itemIds.slice(1) }, ["Forum"]],
    ] as const;
    for (const [scope, names] of parts) {
      const answer = await ask(world, { format: "json", scope, history: false, trash: false });
      const read = await readFile(answer.bytes, { password: null, keyFile: null });
      expect(read.items.map(({ name, history = [] }) => [name, history.length])).toEqual(
        names.map((name) => [name, 0]),
      );
    }
  });

  it("needs the password again, counts a wrong one, and is noted in the activity", async () => {
    expect(refusalOf(await ask(world, { ...forFormat("opp"), password: "wrong" }))).toEqual([
      401,
      "CREDENTIALS_INCORRECT",
      { field: "password" },
    ]);
    const exports = async () => {
      const { events } = (await world.ada.must("account.activity", {})) as { events: { kind: string }[] };
      return events.filter(({ kind }) => kind === "exported").length;
    };
    const before = await exports();
    await ask(world, forFormat("json"));
    expect(await exports()).toBe(before + 1);
  });

  it("refuses a sealed format without a passphrase, another one with it, and other people's categories", async () => {
    for (const request of [{ format: "opp" }, { format: "json", filePassphrase: FILE_PASSPHRASE }])
      expect(refusalOf(await ask(world, request))).toEqual([
        400,
        "INVALID_INPUT",
        { field: "filePassphrase" },
      ]);
    const bob = await world.server.person("bob");
    const answer = await ask(
      { ...world, ada: bob },
      { ...forFormat("opp"), scope: { part: "category", categoryId: world.categoryId } },
    );
    expect(refusalOf(answer).slice(0, 2)).toEqual([404, "NOT_FOUND"]);
    const foreign = await ask(
      { ...world, ada: bob },
      { format: "json", scope: { part: "items", ids: world.itemIds } },
    );
    expect(foreign.json()).toMatchObject({ items: [] });
  });

  it("is refused without a token and without a passphrase", async () => {
    const { authorization = "" } = world.ada.headers;
    for (const [headers, status] of [
      [{}, 401],
      [{ authorization }, 428],
    ] as const) {
      const answer = await world.server.ask("/api/export", {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: Buffer.from("{}"),
      });
      expect(answer.status).toBe(status);
    }
  });
});
