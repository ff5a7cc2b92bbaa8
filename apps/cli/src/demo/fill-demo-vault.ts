import { asCategoryId, asItemId, type CategoryId, type ItemId } from "@opp/core/ids";
import { newItems } from "@opp/core/schemas/items";
import { Secret } from "@opp/core/secret";
import { logIn } from "@opp/core/vault/access/log-in";
import { openVault } from "@opp/core/vault/access/open-scope";
import { logOut } from "@opp/core/vault/access/sessions";
import { unlockAccount } from "@opp/core/vault/access/unlock";
import { registerAccount } from "@opp/core/vault/account/register";
import { createCategories } from "@opp/core/vault/categories/categories";
import type { VaultDeps } from "@opp/core/vault/deps";
import { createItems, markItemsUsed, trashItems, updateItems } from "@opp/core/vault/items/items";
import type { OpenVault } from "@opp/core/vault/open-vault";
import { type DemoItem, madeUpItems } from "./demo-items.ts";
import { DEMO_CATEGORIES } from "./demo-names.ts";

/** Printed for everyone to read: they open nothing but what is made up. */
export const DEMO_ACCOUNT = {
  username: "demo",
  password: "demo password",
  passphrase: "demo passphrase",
} as const;

const ORIGIN = { device: "opp demo", address: "" };
const DAY_MS = 24 * 3_600_000;
/** Items of about the same age are written together. */
const AGE_STEP_DAYS = 20;

/** Makes the demo's account and everything in it, as if it had come about over years. @returns the account's recovery code */
export async function fillDemoVault(
  deps: VaultDeps,
  onProgress: (done: number, total: number) => void,
): Promise<string> {
  const { recoveryCode } = await registerAccount(deps, ORIGIN, { input: DEMO_ACCOUNT });
  const session = await logIn(deps, ORIGIN, DEMO_ACCOUNT);
  using account = await unlockAccount(deps, session, new Secret(DEMO_ACCOUNT.passphrase));
  const vault = await openVault(deps, account, { role: "editor" });
  const now = deps.clock.now();
  const categoryIds = await writeCategories(daysAgo(deps, now, OLDEST_DAYS), vault);
  const items = madeUpItems();
  let done = 0;
  for (const [age, ofAge] of byAge(items)) {
    await writeItems({ deps, vault, now, age, categoryIds }, ofAge);
    done += ofAge.length;
    onProgress(done, items.length);
  }
  await logOut(deps, account.live);
  return recoveryCode;
}

const OLDEST_DAYS = 2400;

/** The same world, at another time. */
const daysAgo = (deps: VaultDeps, now: number, days: number): VaultDeps => ({
  ...deps,
  clock: { ...deps.clock, now: () => now - days * DAY_MS },
});

/** Level by level, since one lies in what is there already. @returns the ids of DEMO_CATEGORIES, in their order */
async function writeCategories(deps: VaultDeps, vault: OpenVault): Promise<(CategoryId | undefined)[]> {
  const ids = new Map<string, CategoryId>();
  const keyOf = (path: readonly string[]) => path.join("\n");
  const paths = DEMO_CATEGORIES.map(({ path }) => path);
  const deepest = Math.max(...paths.map((path) => path.length));
  for (let level = 1; level <= deepest; level += 1) {
    const ofLevel = paths.filter((path) => path.length >= level).map((path) => path.slice(0, level));
    const distinct = [...new Map(ofLevel.map((path) => [keyOf(path), path])).values()];
    const { categories } = await createCategories(deps, vault, {
      categories: distinct.map((path) => ({
        name: path.at(-1) ?? "",
        parentId: ids.get(keyOf(path.slice(0, -1))) ?? null,
      })),
    });
    for (const [index, { id }] of categories.entries())
      ids.set(keyOf(distinct[index] ?? []), asCategoryId(id));
  }
  return paths.map((path) => ids.get(keyOf(path)));
}

/** The oldest first. */
function byAge(items: readonly DemoItem[]): [age: number, items: DemoItem[]][] {
  const groups = new Map<number, DemoItem[]>();
  for (const item of items) {
    const age = Math.floor(item.daysOld / AGE_STEP_DAYS) * AGE_STEP_DAYS;
    groups.set(age, [...(groups.get(age) ?? []), item]);
  }
  return [...groups].toSorted(([a], [b]) => b - a);
}

interface Place {
  readonly deps: VaultDeps;
  readonly vault: OpenVault;
  readonly now: number;
  readonly age: number;
  readonly categoryIds: readonly (CategoryId | undefined)[];
}

async function writeItems(place: Place, items: readonly DemoItem[]): Promise<void> {
  const { deps, vault, now, age } = place;
  const then = daysAgo(deps, now, age);
  const unchanged = await create(
    then,
    place,
    items.filter(({ earlierPassword }) => earlierPassword === null),
  );
  const changed = await create(
    daysAgo(deps, now, age + 150),
    place,
    items.filter(({ earlierPassword }) => earlierPassword !== null),
  );
  const changes = changed.map(({ id, item }) => ({ id, revision: 1, password: item.input.password ?? "" }));
  if (changes.length > 0) await updateItems(then, vault, { items: changes });
  const idsOf = (choose: (item: DemoItem) => boolean) =>
    [...unchanged, ...changed].filter(({ item }) => choose(item)).map(({ id }) => id);
  const used = { ids: idsOf(({ isUsed }) => isUsed) };
  if (used.ids.length > 0) await markItemsUsed(daysAgo(deps, now, age % 60), vault.scope, used);
  const trashed = { ids: idsOf(({ isTrashed }) => isTrashed) };
  if (trashed.ids.length > 0) await trashItems(daysAgo(deps, now, 3), vault.scope, trashed);
}

async function create(
  deps: VaultDeps,
  { vault, categoryIds }: Place,
  items: readonly DemoItem[],
): Promise<{ id: ItemId; item: DemoItem }[]> {
  if (items.length === 0) return [];
  const inputs = items.map(({ input, category, earlierPassword }) => ({
    ...input,
    ...(earlierPassword !== null && { password: earlierPassword }),
    categoryId: category === null ? null : (categoryIds[category] ?? null),
  }));
  const created = await createItems(deps, vault, newItems.parse({ items: inputs }));
  return items.flatMap((item, index) => {
    const id = created.items[index]?.id;
    return id === undefined ? [] : [{ id: asItemId(id), item }];
  });
}
