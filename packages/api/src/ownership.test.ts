import { asCategoryId, asItemId } from "@opp/core/ids";
import { openRaw } from "@opp/core/testing/owner";
import { describe, expect, it } from "vitest";
import { findIdPlaces, type IdKind, type IdPlace, sampleInput } from "./testing/sample-input.ts";
import { openTestApi, type TestAccount, type TestApi } from "./testing/test-api.ts";
import { type Answer, callByPath, type WalkedProcedure, walkRouter } from "./testing/walk-router.ts";

type Id = number | string;
type OwnIds = Readonly<Record<IdKind, readonly Id[]>>;

const NOBODYS: Readonly<Record<IdKind, Id>> = {
  category: 900_001,
  item: 900_002,
  version: 900_003,
  session: "d".repeat(32),
};

const procedures = walkRouter().map((procedure) => ({
  ...procedure,
  places: procedure.input === undefined ? [] : findIdPlaces(procedure.input),
}));
const withIds = procedures.filter(({ places }) => places.length > 0);

/** Two live items in a live category, each changed once, so that everything has revision 2 and each item a version. */
async function makeLiveRows({
  call,
}: TestAccount): Promise<{ category: number[]; item: number[]; version: number[] }> {
  const { categories } = await call.categories.create({ categories: [{ name: "one" }, { name: "two" }] });
  const changes = categories.map(({ id, revision }) => ({ id: asCategoryId(id), revision, name: "changed" }));
  await call.categories.update({ categories: changes });
  const categoryId = asCategoryId(categories[0]?.id ?? 0);
  const { items } = await call.items.create({
    items: ["one", "two"].map((name) => ({ name, password: "first", categoryId })),
  });
  await call.items.update({
    items: items.map(({ id, revision }) => ({ id: asItemId(id), revision, password: "second" })),
  });
  const histories = await Promise.all(items.map(({ id }) => call.items.versions({ id: asItemId(id) })));
  return {
    category: categories.map(({ id }) => id),
    item: items.map(({ id }) => id),
    version: histories.flatMap(({ versions }) => versions.map(({ id }) => id)),
  };
}

/** One of everything, live and in the trash, and a second session. */
async function furnish(api: TestApi, account: TestAccount): Promise<OwnIds> {
  const { call } = account;
  const live = await makeLiveRows(account);
  const trash = await makeLiveRows(account);
  await call.items.trash({ ids: trash.item.map(asItemId) });
  await call.categories.trash({ ids: trash.category.map(asCategoryId), cascade: true });
  await api.caller().auth.login({ username: account.username, password: account.password });
  const { sessions } = await call.sessions.list();
  return {
    category: [live.category[0] ?? 0, trash.category[0] ?? 0],
    item: [live.item[0] ?? 0, trash.item[0] ?? 0],
    version: [live.version[0] ?? 0, trash.version[0] ?? 0],
    session: sessions.toSorted((a, b) => Number(a.current) - Number(b.current)).map(({ id }) => id),
  };
}

async function openWorld() {
  const api = await openTestApi();
  // Ids that look like no other number in an answer.
  await api.vault.deps.store.categories.reserveIds(300_000);
  await api.vault.deps.store.items.reserveIds(600_000);
  const victim = await api.account("victim");
  const ids = await furnish(api, victim);
  const intruder = await api.account("intruder");
  return { api, victim, ids, intruder, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

/** All that the database holds of an account, byte for byte, and all that its owner sees. */
async function dump({ vault }: TestApi, { call, username }: TestAccount) {
  using raw = openRaw(vault.databasePath);
  const userId = raw.prepare("SELECT id FROM users WHERE username = ?").pluck().get(username);
  const rows = {
    users: raw.prepare("SELECT * FROM users WHERE id = ?").all(userId),
    vaults: raw.prepare("SELECT * FROM vaults WHERE id = ?").all(userId),
    memberships: raw.prepare("SELECT * FROM memberships WHERE vault_id = ? ORDER BY user_id").all(userId),
    sessions: raw.prepare("SELECT * FROM sessions WHERE user_id = ? ORDER BY id").all(userId),
    categories: raw.prepare("SELECT * FROM categories WHERE vault_id = ? ORDER BY id").all(userId),
    items: raw.prepare("SELECT * FROM items WHERE vault_id = ? ORDER BY id").all(userId),
    versions: raw
      .prepare(
        "SELECT v.* FROM item_versions v JOIN items i ON i.id = v.item_id WHERE i.vault_id = ? ORDER BY v.id",
      )
      .all(userId),
    events: raw.prepare("SELECT * FROM audit_events WHERE user_id = ? ORDER BY id").all(userId),
  };
  const seen = [await call.vault.fetchAll({ trash: false }), await call.vault.fetchAll({ trash: true })];
  const histories = await Promise.all(
    seen.flatMap(({ items }) => items).map(({ id }) => call.items.versions({ id: asItemId(id) })),
  );
  return { rows, seen, histories, sessions: await call.sessions.list() };
}

/** An input with this id at this place, and the caller's own ids everywhere else: `rows - 1` rows of them in front. */
const inputWith = ({ input }: WalkedProcedure, place: string, id: Id, own: OwnIds, rows: number) =>
  sampleInput(input, rows, (kind, row, at) =>
    at === place && (row === rows - 1 || !place.includes("[]")) ? id : (own[kind][row] ?? own[kind][0]),
  );

/** An answer in which ids have names, and which two calls can be compared by. */
function named(answer: Answer, id: Id, own: OwnIds): unknown {
  const names = new Map<unknown, string>([[id, "<the id>"]]);
  for (const [kind, ids] of Object.entries(own))
    ids.forEach((each, index) => void names.set(each, `<own ${kind} ${index}>`));
  return JSON.parse(JSON.stringify(answer), (_, value) => names.get(value) ?? value);
}

describe("the walk through the router", () => {
  it("finds these procedures with ids, and no others", () => {
    const found = Object.fromEntries(
      withIds.map(({ path, places }) => [path, places.map(({ place, kind }) => `${place}: ${kind}`)]),
    );
    expect(found).toEqual({
      "categories.create": ["categories[].parentId: category"],
      "categories.update": ["categories[].parentId: category", "categories[].id: category"],
      "categories.trash": ["ids[]: category"],
      "categories.restore": ["ids[]: category"],
      "categories.move": ["id: category", "parentId: category", "before: category"],
      "categories.reorder": ["ids[]: category"],
      "health.strengths": ["ids[]: item"],
      "items.list": ["categoryId: category"],
      "items.get": ["id: item"],
      "items.create": ["items[].categoryId: category"],
      "items.update": ["items[].id: item", "items[].categoryId: category"],
      "items.move": ["ids[]: item", "categoryId: category"],
      "items.changeTags": ["ids[]: item"],
      "items.reorder": ["ids[]: item"],
      "items.markUsed": ["ids[]: item"],
      "items.trash": ["ids[]: item"],
      "items.restore": ["ids[]: item"],
      "items.emptyTrash": ["ids[]: item"],
      "items.versions": ["id: item"],
      "items.restoreVersion": ["id: item", "versionId: version"],
      "items.forgetVersions": ["id: item"],
      "sessions.end": ["id: session"],
    });
  });

  it("can feed every procedure that takes input, with an id or without", () => {
    for (const { path, input } of procedures.filter((procedure) => procedure.input !== undefined)) {
      if (path.startsWith("generator.")) continue;
      const sample = sampleInput(input, 1, (kind) => NOBODYS[kind]);
      expect([path, Reflect.get(Object(input), "safeParse")(sample).success]).toEqual([path, true]);
    }
  });
});

describe("an id that belongs to somebody else", () => {
  for (const procedure of withIds) {
    for (const { place, kind } of procedure.places) {
      it(`is as unknown to ${procedure.path} (${place}) as one that nobody has, and what it names stays as it is`, async () => {
        await using world = await openWorld();
        const before = await dump(world.api, world.victim);
        for (const rows of place.includes("[]") ? [1, 2] : [1]) {
          for (const id of world.ids[kind]) {
            const answers: unknown[] = [];
            for (const asked of [id, NOBODYS[kind]]) {
              // Fresh ones for every call, since the call may rightly change what is the caller's own.
              const own = { ...(await makeLiveRows(world.intruder)), session: [] };
              const input = inputWith(procedure, place, asked, own, rows);
              answers.push(named(await callByPath(world.intruder.call, procedure.path, input), asked, own));
            }
            expect(answers[0]).toEqual(answers[1]);
          }
        }
        expect(await dump(world.api, world.victim)).toEqual(before);
        expect(world.api.bugs).toEqual([]);
      });
    }
  }
});

describe("an id of one's own", () => {
  /** What the owner is answered for any of the ids, and what for one that nobody has. */
  async function ownersAnswers(procedure: WalkedProcedure, { place, kind }: IdPlace) {
    await using world = await openWorld();
    const answers = { known: [] as unknown[], unknown: null as unknown };
    const ask = async (id: Id) => {
      const own: OwnIds =
        place === "id" || place === "versionId"
          ? world.ids
          : { ...(await makeLiveRows(world.victim)), session: [] };
      const input = inputWith(procedure, place, id, own, 1);
      return named(await callByPath(world.victim.call, procedure.path, input), id, own);
    };
    answers.unknown = await ask(NOBODYS[kind]);
    for (const id of world.ids[kind]) answers.known.push(await ask(id));
    return answers;
  }

  for (const procedure of withIds) {
    for (const place of procedure.places) {
      it(`makes a difference to ${procedure.path} (${place.place}): the comparison above sees something`, async () => {
        const { known, unknown } = await ownersAnswers(procedure, place);
        expect(known.some((answer) => JSON.stringify(answer) !== JSON.stringify(unknown))).toBe(true);
      });
    }
  }
});
