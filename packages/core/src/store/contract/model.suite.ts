import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asCategoryId,
  asItemId,
  type CategoryId,
  type ItemId,
  personalVaultOf,
  type UserId,
} from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { Store } from "../store.ts";
import * as model from "./vault-model.suite.ts";
import { addUser, allowed, everyItem, type OpenWorld, rowsOf, sealed, textOf } from "./world.suite.ts";

const KEEP_VERSIONS = 2;

/** Picks from all ids that were ever given out: live ones, trashed, erased, and the neighbour's. */
const picks = fc.array(fc.nat({ max: 30 }), { maxLength: 6 });
const pick = fc.nat({ max: 30 });
const command = fc.oneof(
  fc.record({ does: fc.constant("add categories" as const), count: fc.integer({ min: 1, max: 2 }) }),
  fc.record({
    does: fc.constant("add items" as const),
    count: fc.integer({ min: 1, max: 3 }),
    category: fc.option(pick),
  }),
  fc.record({
    does: fc.constant("replace items" as const),
    picks,
    isLate: fc.boolean(),
    withText: fc.boolean(),
    keepVersion: fc.option(fc.boolean(), { nil: undefined }),
    category: fc.option(fc.option(pick), { nil: undefined }),
  }),
  fc.record({ does: fc.constant("move items" as const), picks, category: fc.option(pick) }),
  fc.record({ does: fc.constant("mark items used" as const), picks }),
  fc.record({ does: fc.constant("trash items" as const), picks }),
  fc.record({ does: fc.constant("restore items" as const), picks }),
  fc.record({ does: fc.constant("reorder items" as const), picks }),
  fc.record({ does: fc.constant("empty trash" as const), picks, categoryPicks: picks }),
  fc.record({ does: fc.constant("trash categories" as const), picks, cascade: fc.boolean() }),
  fc.record({ does: fc.constant("restore categories" as const), picks }),
  fc.record({ does: fc.constant("reorder categories" as const), picks }),
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** A store and a model side by side, and every id that either was given. */
class Pair {
  readonly store: Store;
  readonly owners: readonly { readonly id: UserId; readonly vault: model.VaultModel }[];
  readonly #categoryIds: CategoryId[] = [asCategoryId(9_000_000)];
  readonly #itemIds: ItemId[] = [asItemId(9_000_000)];

  constructor(store: Store, userIds: readonly UserId[]) {
    this.store = store;
    this.owners = userIds.map((id) => ({ id, vault: model.emptyVault() }));
  }

  /** The command's answer and all that there is then, by the store and by the model. */
  async run(
    command: Command,
    ownerIndex: number,
    now: number,
  ): Promise<{ real: unknown; expected: unknown }> {
    const owner = this.owners[ownerIndex];
    if (owner === undefined) throw new Error("unreachable");
    const [answer, expectedAnswer] = await this.#apply(command, owner.id, owner.vault, now);
    const rows = await Promise.all(this.owners.map(({ id }) => seen(this.store, id)));
    return {
      real: { answer, rows },
      expected: { answer: expectedAnswer, rows: this.owners.map(({ vault }) => told(vault)) },
    };
  }

  /** Ids named once each; both sides get the same. */
  #items(picks: readonly number[]): ItemId[] {
    return [...new Set(picks.map((at) => this.#itemIds[at % this.#itemIds.length] ?? asItemId(9_000_000)))];
  }

  #categories(picks: readonly number[]): CategoryId[] {
    return [
      ...new Set(
        picks.map((at) => this.#categoryIds[at % this.#categoryIds.length] ?? asCategoryId(9_000_000)),
      ),
    ];
  }

  #category(at: number | null): CategoryId | null {
    return at === null ? null : (this.#categories([at])[0] ?? null);
  }

  async #apply(
    command: Command,
    userId: UserId,
    vault: model.VaultModel,
    now: number,
  ): Promise<[real: unknown, expected: unknown]> {
    const { categories, items, trash } = this.store;
    switch (command.does) {
      case "add categories": {
        const first = await categories.reserveIds(personalVaultOf(userId), command.count);
        const ids = Array.from({ length: command.count }, (_, i) => asCategoryId(first + i));
        this.#categoryIds.push(...ids);
        await categories.insert(
          ownScope(userId),
          ids.map((id) => ({ id, sealed: sealed(`category ${id}`) })),
          { keyNumber: 1, now },
        );
        model.addRows(
          vault.categories,
          ids.map((id) => [id, (fresh) => ({ ...fresh, text: `category ${id}` })]),
          now,
        );
        return [null, null];
      }
      case "add items": {
        const categoryId = this.#category(command.category);
        const first = await items.reserveIds(personalVaultOf(userId), command.count);
        const ids = Array.from({ length: command.count }, (_, i) => asItemId(first + i));
        this.#itemIds.push(...ids);
        const { outcome } = allowed(
          await items.insert(
            ownScope(userId),
            ids.map((id) => ({ id, categoryId, sealed: sealed(`item ${id}`) })),
            { keyNumber: 1, now },
          ),
        );
        if (model.unknownCategories(vault, [categoryId]).length > 0) return [outcome, "unknown-category"];
        model.addRows(
          vault.items,
          ids.map((id) => [
            id,
            (fresh) => ({ ...fresh, text: `item ${id}`, categoryId, usedAt: null, versions: [] }),
          ]),
          now,
        );
        return [outcome, "replaced"];
      }
      case "replace items": {
        const categoryId = command.category === undefined ? undefined : this.#category(command.category);
        const changes = this.#items(command.picks).map((id) => ({
          id,
          expectedRevision: (vault.items.get(id)?.revision ?? 1) - (command.isLate ? 1 : 0),
          ...(command.keepVersion !== undefined && { keepVersion: command.keepVersion }),
          ...(command.withText && { text: `written at ${now}` }),
          ...(categoryId !== undefined && { categoryId }),
        }));
        const replacements = changes.map(({ text, ...change }) => ({
          ...change,
          sealRev: (vault.items.get(change.id)?.sealRev ?? 1) + 1,
          ...(text !== undefined && { sealed: sealed(text) }),
        }));
        const real = allowed(
          await items.replace(ownScope(userId), replacements, {
            keyNumber: 1,
            now,
            keepVersions: KEEP_VERSIONS,
          }),
        );
        const expected = model.replaceItems(vault, changes, now, KEEP_VERSIONS);
        return [real.outcome === "replaced" ? { outcome: real.outcome } : real, expected];
      }
      case "move items": {
        const ids = this.#items(command.picks);
        const categoryId = this.#category(command.category);
        return [
          await items.move(ownScope(userId), ids, { categoryId, now }),
          model.moveItems(vault, ids, categoryId, now),
        ];
      }
      case "mark items used": {
        const ids = this.#items(command.picks);
        return [await items.markUsed(ownScope(userId), ids, now), model.markUsed(vault, ids, now)];
      }
      case "trash items": {
        const ids = this.#items(command.picks);
        return [await items.trash(ownScope(userId), ids, now), model.trashItems(vault, ids, now)];
      }
      case "restore items": {
        const ids = this.#items(command.picks);
        return [await items.restore(ownScope(userId), ids, now), model.restoreItems(vault, ids, now)];
      }
      case "reorder items": {
        const ids = this.#items(command.picks);
        return [
          await items.reorder(ownScope(userId), ids, now),
          { unknown: model.reorderRows(vault.items, ids, now) },
        ];
      }
      case "empty trash": {
        const ids = {
          items: this.#items(command.picks),
          categories: this.#categories(command.categoryPicks),
        };
        return [
          await trash.erase(ownScope(userId), ids, { event: "trash-emptied", now }),
          model.emptyTrash(vault, ids),
        ];
      }
      case "trash categories": {
        const ids = this.#categories(command.picks);
        return [
          await categories.trash(ownScope(userId), ids, { cascade: command.cascade, now }),
          model.trashCategories(vault, ids, command.cascade, now),
        ];
      }
      case "restore categories": {
        const ids = this.#categories(command.picks);
        return [
          await categories.restore(ownScope(userId), ids, now),
          model.restoreCategories(vault, ids, now),
        ];
      }
      case "reorder categories": {
        const ids = this.#categories(command.picks);
        return [
          await categories.reorder(ownScope(userId), ids, now),
          { unknown: model.reorderRows(vault.categories, ids, now) },
        ];
      }
    }
  }
}

/** What a reader sees of a vault: its rows in their order, live and in the trash. */
async function seen(store: Store, userId: UserId) {
  const rows = [
    ...(await store.categories.list(ownScope(userId), { trash: false })),
    ...(await store.categories.list(ownScope(userId), { trash: true })),
    ...(await rowsOf(store, userId, { trash: false, ...everyItem })),
    ...(await rowsOf(store, userId, { trash: true, ...everyItem })),
  ];
  return Promise.all(
    rows.map(async ({ sealed: record, ...row }) => {
      if (!("categoryId" in row)) return { ...row, text: textOf(record) };
      const versions = await store.items.versions(ownScope(userId), row.id);
      return { ...row, text: textOf(record), versions: versions.map((version) => textOf(version.sealed)) };
    }),
  );
}

function told(vault: model.VaultModel) {
  const items = [...vault.items].map(
    ([id, row]) => [id, { ...row, categoryId: model.categoryAsRead(vault, row) }] as const,
  );
  return [[...vault.categories], items].flatMap((rows) =>
    [false, true].flatMap((trash) =>
      rows
        .map(([id, row]) => ({ id, ...row }))
        .filter((row) => (row.deletedAt !== null) === trash)
        .toSorted((a, b) => a.sortId - b.sortId || a.id - b.id),
    ),
  );
}

export function describeModel(open: OpenWorld): void {
  describe("any series of changes", () => {
    it("leaves two vaults as the model of them says, each untouched by the other's owner", {
      timeout: 120_000,
    }, async () => {
      await using world = await open();
      let round = 0;
      const steps = fc.array(
        fc.record({ command, owner: fc.constantFrom(0, 0, 0, 1), pause: fc.nat({ max: 1 }) }),
        {
          minLength: 5,
          maxLength: 40,
          size: "max",
        },
      );
      await fc.assert(
        fc.asyncProperty(steps, async (series) => {
          round += 1;
          const users = [
            await addUser(world.store, `ada ${round}`),
            await addUser(world.store, `bob ${round}`),
          ];
          const pair = new Pair(
            world.store,
            users.map(({ id }) => id),
          );
          let now = 1000;
          for (const { command, owner, pause } of series) {
            now += pause;
            const { real, expected } = await pair.run(command, owner, now);
            expect(real).toEqual(expected);
          }
        }),
        { numRuns: 100 },
      );
    });
  });
}
