import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  dump,
  type Id,
  inputWith,
  makeLiveRows,
  NOBODYS,
  type OwnIds,
  openVictimsWorld,
  openWorld,
  procedures,
} from "./testing/ownership-world.ts";
import { type IdPlace, sampleInput } from "./testing/sample-input.ts";
import { type Answer, callByPath, type WalkedProcedure } from "./testing/walk-router.ts";

const withIds = procedures.filter(({ places }) => places.length > 0);

const kindsOf = ({ places }: WalkedProcedure & { readonly places: readonly IdPlace[] }) =>
  new Set(places.map(({ kind }) => kind));

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
      "administration.makePasswordLink": ["id: account"],
      "administration.revokeLink": ["id: link"],
      "administration.setAdministrator": ["id: account"],
      "administration.endSessions": ["id: account"],
      "administration.resetSecondFactor": ["id: account"],
      "administration.deleteAccount": ["id: account"],
      "administration.restoreAccount": ["id: account"],
      "attachments.list": ["vaultId: vault", "itemId: item"],
      "attachments.get": ["vaultId: vault", "id: file"],
      "attachments.use": ["vaultId: vault"],
      "attachments.begin": ["vaultId: vault", "itemId: item"],
      "attachments.finish": ["vaultId: vault", "id: file"],
      "attachments.rename": ["vaultId: vault", "id: file"],
      "attachments.remove": ["vaultId: vault", "ids[]: file"],
      "attachments.restore": ["vaultId: vault", "ids[]: file"],
      "categories.list": ["vaultId: vault"],
      "categories.create": ["vaultId: vault", "categories[].parentId: category"],
      "categories.update": ["vaultId: vault", "categories[].parentId: category", "categories[].id: category"],
      "categories.trash": ["vaultId: vault", "ids[]: category"],
      "categories.restore": ["vaultId: vault", "ids[]: category"],
      "categories.move": ["vaultId: vault", "id: category", "parentId: category", "before: category"],
      "categories.reorder": ["vaultId: vault", "ids[]: category"],
      "health.report": ["vaultId: vault"],
      "health.strengths": ["vaultId: vault", "ids[]: item"],
      "health.trend": ["vaultId: vault"],
      "health.noteTrend": ["vaultId: vault"],
      "duplicates.list": ["vaultId: vault"],
      "duplicates.preview": ["vaultId: vault", "id: item", "others[].id: item"],
      "duplicates.merge": ["vaultId: vault", "id: item", "others[].id: item"],
      "duplicates.undo": [
        "vaultId: vault",
        "id: item",
        "versionId: version",
        "others[].id: item",
        "others[].files[]: file",
      ],
      "imports.begin": ["vaultId: vault"],
      "imports.preview": ["vaultId: vault", "uploadId: upload"],
      "imports.notices": ["vaultId: vault", "uploadId: upload"],
      "imports.plan": ["vaultId: vault", "uploadId: upload", "categoryId: category"],
      "imports.run": ["vaultId: vault", "uploadId: upload"],
      "imports.progress": ["vaultId: vault", "importId: import"],
      "imports.cancel": ["vaultId: vault", "uploadId: upload"],
      "imports.list": ["vaultId: vault"],
      "imports.undo": ["vaultId: vault", "importId: import"],
      "items.list": ["vaultId: vault", "categoryId: category"],
      "items.find": ["vaultId: vault"],
      "items.searchNotes": ["vaultId: vault"],
      "items.replaceTag": ["vaultId: vault"],
      "items.get": ["vaultId: vault", "id: item"],
      "items.create": ["vaultId: vault", "items[].categoryId: category"],
      "items.update": ["vaultId: vault", "items[].id: item", "items[].categoryId: category"],
      "items.move": ["vaultId: vault", "ids[]: item", "categoryId: category"],
      "items.changeTags": ["vaultId: vault", "ids[]: item"],
      "items.reorder": ["vaultId: vault", "ids[]: item"],
      "items.markUsed": ["vaultId: vault", "ids[]: item"],
      "items.trash": ["vaultId: vault", "ids[]: item"],
      "items.restore": ["vaultId: vault", "ids[]: item"],
      "items.emptyTrash": ["vaultId: vault", "ids[]: item"],
      "items.versions": ["vaultId: vault", "id: item"],
      "items.keepVersion": ["vaultId: vault", "id: item"],
      "items.restoreVersion": ["vaultId: vault", "id: item", "versionId: version"],
      "items.forgetVersions": ["vaultId: vault", "id: item"],
      "vault.fetchAll": ["vaultId: vault"],
      "passkeys.rename": ["id: passkey"],
      "passkeys.remove": ["id: passkey"],
      "passkeys.beginUnlock": ["id: passkey"],
      "passkeys.setUnlock": ["id: passkey"],
      "auth.unlockWithPasskey": ["passkeyId: passkey"],
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

describe("an id that belongs to someone else", () => {
  // One for all of them: each proves that it leaves the victim's part unchanged, and makes new rows to ask with.
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  for (const procedure of withIds) {
    for (const { place, kind } of procedure.places) {
      it(`is as unknown to ${procedure.path} (${place}) as one that nobody has, and what it names stays as it is`, async () => {
        const before = await dump(world.api, world.victim);
        for (const rows of place.includes("[]") ? [1, 2] : [1]) {
          for (const id of world.ids[kind]) {
            const answers: unknown[] = [];
            for (const asked of [id, NOBODYS[kind]]) {
              // Fresh ones for every call, since the call may rightly change what is the caller's own.
              const own = {
                ...(await makeLiveRows(world.api, world.intruder, kindsOf(procedure))),
                session: [],
              };
              const input = inputWith(procedure, world.intruder, { place, id: asked, own, rows });
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

/** Other rows would take nothing from it; another upload would take its place. */
const NAMES_ONE = /^(?:id|versionId|importId|uploadId|passkeyId)$/;

describe("an id of one's own", () => {
  /** What the owner is answered for any of the ids, and what for one that nobody has. */
  async function ownersAnswers(procedure: (typeof withIds)[number], { place, kind }: IdPlace) {
    await using world = await openVictimsWorld();
    const answers = { known: [] as unknown[], unknown: null as unknown };
    const ask = async (id: Id) => {
      const own: OwnIds = NAMES_ONE.test(place)
        ? world.ids
        : { ...(await makeLiveRows(world.api, world.victim, kindsOf(procedure))), session: [] };
      const input = inputWith(procedure, world.victim, { place, id, own, rows: 1 });
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
