import { asUserId, asVaultId } from "@opp/core/ids";
import type { Membership } from "@opp/core/store/rows";
import { describe, expect, it } from "vitest";
import { dump, inputWith, makeLiveRows, NOBODYS, openWorld, procedures } from "./testing/ownership-world.ts";
import { type Answer, callByPath } from "./testing/walk-router.ts";

/** The least role that may do it, for every procedure about a vault's records. */
const ROLES: Record<string, Membership["role"]> = {
  "attachments.list": "reader",
  "attachments.get": "reader",
  "attachments.use": "reader",
  "attachments.begin": "editor",
  "attachments.finish": "editor",
  "attachments.rename": "editor",
  "attachments.remove": "editor",
  "attachments.restore": "editor",
  "categories.list": "reader",
  "categories.create": "editor",
  "categories.update": "editor",
  "categories.trash": "editor",
  "categories.restore": "editor",
  "categories.move": "editor",
  "categories.reorder": "editor",
  "health.report": "reader",
  "health.strengths": "reader",
  "health.trend": "reader",
  "health.noteTrend": "editor",
  "duplicates.list": "reader",
  "duplicates.preview": "reader",
  "duplicates.merge": "editor",
  "duplicates.undo": "editor",
  "imports.begin": "editor",
  "imports.preview": "editor",
  "imports.notices": "editor",
  "imports.plan": "editor",
  "imports.run": "editor",
  "imports.progress": "editor",
  "imports.cancel": "editor",
  "imports.list": "editor",
  "imports.undo": "editor",
  "items.list": "reader",
  "items.find": "reader",
  "items.searchNotes": "reader",
  "items.get": "reader",
  "items.create": "editor",
  "items.update": "editor",
  "items.move": "editor",
  "items.changeTags": "editor",
  "items.replaceTag": "editor",
  "items.reorder": "editor",
  "items.markUsed": "editor",
  "items.trash": "editor",
  "items.restore": "editor",
  "items.emptyTrash": "manager",
  "items.versions": "reader",
  "items.keepVersion": "editor",
  "items.restoreVersion": "editor",
  "items.forgetVersions": "manager",
  "vault.fetchAll": "reader",
};
/** They open nothing, so a member without the vault's key may do them. */
const WITHOUT_KEY = new Set(["categories.trash", "items.markUsed", "items.trash"]);

const aboutVaults = procedures.filter(({ places }) => places.some(({ kind }) => kind === "vault"));

type World = Awaited<ReturnType<typeof openWorld>>;

/** What `who` is answered to everything about the victim's vault; `of`: another vault than that. */
async function askAll(
  world: World,
  who: "victim" | "intruder",
  of?: number,
): Promise<Record<string, Answer>> {
  const own = { ...world.ids, vault: of === undefined ? world.ids.vault : [of] };
  const answers: Record<string, Answer> = {};
  for (const procedure of aboutVaults) {
    const input = inputWith(procedure, world.victim, { place: "", id: 0, own, rows: 1 });
    answers[procedure.path] = await callByPath(world[who].call, procedure.path, input);
  }
  return answers;
}

async function plant(world: World, who: "victim" | "intruder", as: Pick<Membership, "role" | "state">) {
  const { user } = await world[who].call.account.get();
  const vaultId = asVaultId(Number(world.ids.vault[0]));
  const { vaults } = world.api.vault.deps.store;
  expect(await vaults.setMembership(vaultId, asUserId(user.id), as)).toBe("set");
  return () => vaults.removeMembership(vaultId, asUserId(user.id));
}

const roleRefusal = { refused: { code: "FORBIDDEN", vaultCode: "ROLE_INSUFFICIENT", details: {} } };
const noSuchVault = { refused: { code: "NOT_FOUND", vaultCode: "NOT_FOUND", details: { table: "vaults" } } };
/** Other refusals are of the sample: it puts a category into itself. */
const isLetIn = (answer: Answer) =>
  "ok" in answer || ["CATEGORY_IN_ITSELF", "CONFLICT"].includes(answer.refused.vaultCode);
const mayDo = (role: Membership["role"], path: string) => {
  const ranks = ["reader", "editor", "manager"];
  return ranks.indexOf(role) >= ranks.indexOf(ROLES[path] ?? "");
};

describe("the procedures about a vault's records", () => {
  it("are these, each for the role that the table names", () => {
    expect(aboutVaults.map(({ path }) => path).toSorted()).toEqual(Object.keys(ROLES).toSorted());
  });
});

describe("a vault is as one that isn't there", () => {
  const states: Record<string, Pick<Membership, "role" | "state"> | "removed" | null> = {
    "a stranger": null,
    "somebody who is invited": { role: "manager", state: "invited" },
    "a member who is suspended": { role: "manager", state: "suspended" },
    "a member who was removed": "removed",
  };
  for (const [name, state] of Object.entries(states)) {
    it(`to ${name}, whatever is asked, and stays as it is`, async () => {
      await using world = await openWorld();
      if (state === "removed") {
        const remove = await plant(world, "intruder", { role: "manager", state: "member" });
        expect(await remove()).toBe(true);
      } else if (state) await plant(world, "intruder", state);
      const before = await dump(world.api, world.victim);
      const answers = await askAll(world, "intruder");
      for (const [path, answer] of Object.entries(answers))
        expect([path, answer]).toMatchObject([path, noSuchVault]);
      expect(answers).toEqual(await askAll(world, "intruder", Number(NOBODYS.vault)));
      expect(await dump(world.api, world.victim)).toEqual(before);
      expect(world.api.bugs).toEqual([]);
    });
  }
});

describe("someone who was given a role and no key", () => {
  it("as a reader changes nothing, and opens nothing", async () => {
    await using world = await openWorld();
    await plant(world, "intruder", { role: "reader", state: "member" });
    const before = await dump(world.api, world.victim);
    for (const [path, answer] of Object.entries(await askAll(world, "intruder")))
      expect([path, answer]).toMatchObject([path, mayDo("reader", path) ? noSuchVault : roleRefusal]);
    expect(await dump(world.api, world.victim)).toEqual(before);
  });

  it("as an editor does what needs no key", async () => {
    await using world = await openWorld();
    await plant(world, "intruder", { role: "editor", state: "member" });
    for (const [path, answer] of Object.entries(await askAll(world, "intruder"))) {
      const expected = WITHOUT_KEY.has(path) ? { ok: {} } : mayDo("editor", path) ? noSuchVault : roleRefusal;
      expect([path, answer]).toMatchObject([path, expected]);
    }
    const { items } = await world.victim.call.items.list({ trash: true });
    expect(items.map(({ id }) => id)).toContain(world.ids.item[0]);
  });
});

describe("a member with the key", () => {
  for (const role of ["reader", "editor", "manager"] as const) {
    it(`does as ${role} what that role may, and nothing else`, async () => {
      await using world = await openWorld();
      await plant(world, "victim", { role, state: "member" });
      const before = await dump(world.api, world.victim);
      for (const procedure of aboutVaults) {
        const { path } = procedure;
        if (mayDo(role, path)) {
          // Fresh rows for each call, since others may have changed what there was.
          await plant(world, "victim", { role: "manager", state: "member" });
          const own = { ...(await makeLiveRows(world.api, world.victim)), session: [] };
          await plant(world, "victim", { role, state: "member" });
          const input = inputWith(procedure, world.victim, { place: "", id: 0, own, rows: 1 });
          expect([path, isLetIn(await callByPath(world.victim.call, path, input))]).toEqual([path, true]);
        }
      }
      await plant(world, "victim", { role, state: "member" });
      const refused = await dump(world.api, world.victim);
      for (const [path, answer] of Object.entries(await askAll(world, "victim")))
        if (!mayDo(role, path)) expect([path, answer]).toMatchObject([path, roleRefusal]);
      if (role === "reader") expect(await dump(world.api, world.victim)).toEqual(refused);
      expect(before.seen).not.toEqual(refused.seen);
      expect(world.api.bugs).toEqual([]);
    });
  }
});
