import { type MatchedValues, matchKeys, userOf } from "./match-keys.ts";

/** An item with what it is recognised by. */
export interface KeyedItem {
  readonly id: number;
  readonly keys: readonly string[];
}

/** By what an item is found to be there twice; an item that says too little about itself has none. */
export function duplicateKeys(item: MatchedValues): string[] {
  if (item.kind === "login" && userOf(item) === "") {
    // Without a user, the same site alone says little: many devices and forums have several logins.
    return item.name.trim() === "" ? [] : matchKeys(item).map((key) => `${item.name.trim()} ${key}`);
  }
  const hasAddress = item.url.trim() !== "" || item.moreUrls.length > 0;
  const isNamed = item.name.trim() !== "";
  return isNamed || hasAddress ? matchKeys(item) : [];
}

/** Items that have a key in common, also over a third one, as lists of at least two, in the order of the items. */
export function groupDuplicates(items: readonly KeyedItem[]): number[][] {
  const parent = new Map<number, number>();
  const rootOf = (id: number): number => {
    let root = id;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root))
      root = next;
    parent.set(id, root);
    return root;
  };
  const firstOf = new Map<string, number>();
  for (const { id, keys } of items) {
    parent.set(id, id);
    for (const key of keys) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, id);
      else parent.set(rootOf(id), rootOf(first));
    }
  }
  const groups = new Map<number, number[]>();
  for (const { id, keys } of items) {
    if (keys.length === 0) continue;
    const root = rootOf(id);
    const group = groups.get(root);
    if (group) group.push(id);
    else groups.set(root, [id]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
