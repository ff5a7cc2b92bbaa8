import type { FieldValues } from "../items/fields.ts";
import { contentOf } from "./item-digest.ts";
import type { KnownItem } from "./known-item.ts";
import { codeKeys, codeTargetKeys, isCodeAlone, type MatchedValues, matchKeys } from "./match-keys.ts";

/** The items of a vault, to be found by what another item says. */
export class KnownItems {
  readonly #byId = new Map<number, KnownItem>();
  readonly #bySource = new Map<string, Set<number>>();
  readonly #byContent = new Map<string, Set<number>>();
  readonly #byKey = new Map<string, Set<number>>();
  readonly #byCode = new Map<string, Set<number>>();

  constructor(items: Iterable<KnownItem> = []) {
    for (const item of items) this.put(item);
  }

  /** Adds an item, or puts it in the place of what it was. */
  put(item: KnownItem): void {
    const before = this.#byId.get(item.id);
    if (before) for (const [map, key] of this.#placesOf(before)) map.get(key)?.delete(item.id);
    this.#byId.set(item.id, item);
    for (const [map, key] of this.#placesOf(item)) {
      const ids = map.get(key);
      if (ids) ids.add(item.id);
      else map.set(key, new Set([item.id]));
    }
  }

  get(id: number): KnownItem | undefined {
    return this.#byId.get(id);
  }

  fromSource(id: string): KnownItem[] {
    return this.#found(this.#bySource.get(id));
  }

  /** Live ones that are equal in every field. */
  equalTo(values: FieldValues): KnownItem[] {
    return this.#found(this.#byContent.get(contentOf(values))).filter(isLive);
  }

  /** Those that are the same item, most likely; the best first. Those in the trash are among them. */
  matching(values: MatchedValues): KnownItem[] {
    const isCode = isCodeAlone(values);
    const [map, keys] = isCode ? [this.#byCode, codeKeys(values)] : [this.#byKey, matchKeys(values)];
    const ids = new Set(keys.flatMap((key) => [...(map.get(key) ?? [])]));
    const rank = (item: KnownItem) =>
      (item.values.password === values.password ? 2 : 0) + (item.values.name === values.name ? 1 : 0);
    return this.#found(ids).toSorted((a, b) => rank(b) - rank(a) || b.updatedAt - a.updatedAt || a.id - b.id);
  }

  #found(ids: Iterable<number> | undefined): KnownItem[] {
    return [...(ids ?? [])].flatMap((id) => this.#byId.get(id) ?? []);
  }

  *#placesOf({ values }: KnownItem): Iterable<readonly [Map<string, Set<number>>, string]> {
    if (values.source) yield [this.#bySource, values.source.id];
    yield [this.#byContent, contentOf(values)];
    for (const key of matchKeys(values)) yield [this.#byKey, key];
    for (const key of codeTargetKeys(values)) yield [this.#byCode, key];
  }
}

const isLive = ({ isTrashed }: KnownItem): boolean => !isTrashed;
