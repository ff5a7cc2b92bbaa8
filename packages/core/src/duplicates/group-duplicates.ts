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

/** Items that have a key in common, also over a third one; added one by one, so that many can be added in turns. */
export class DuplicateGroups {
  readonly #parents = new Map<number, number>();
  readonly #firstOf = new Map<string, number>();

  add({ id, keys }: KeyedItem): void {
    if (keys.length === 0) return;
    this.#parents.set(id, id);
    for (const key of keys) {
      const first = this.#firstOf.get(key);
      if (first === undefined) this.#firstOf.set(key, id);
      else this.#parents.set(this.#rootOf(id), this.#rootOf(first));
    }
  }

  /** Lists of at least two, in the order in which their first items were added. */
  list(): number[][] {
    const groups = new Map<number, number[]>();
    for (const id of this.#parents.keys()) {
      const root = this.#rootOf(id);
      const group = groups.get(root);
      if (group) group.push(id);
      else groups.set(root, [id]);
    }
    return [...groups.values()].filter((group) => group.length > 1);
  }

  #rootOf(id: number): number {
    let root = id;
    for (
      let next = this.#parents.get(root);
      next !== undefined && next !== root;
      next = this.#parents.get(root)
    )
      root = next;
    this.#parents.set(id, root);
    return root;
  }
}
