import { createHash } from "node:crypto";
import type { CategoryPath, ReadItem } from "../../model.ts";

export interface TreeGroup {
  readonly uuid: Buffer;
  readonly name: string;
  readonly items: TreeItem[];
  readonly groups: TreeGroup[];
}

export interface TreeItem {
  readonly item: ReadItem;
  readonly uuid: Buffer;
  /** Where an item in the bin was before. */
  readonly before: Buffer | null;
}

export interface VaultTree {
  readonly root: TreeGroup;
  readonly bin: TreeGroup;
}

/** Categories as groups, and items in them, each with an id that a second export gives it again. */
export function vaultTree(vault: {
  readonly name: string;
  /** What ids are made from, together with the items' ids. */
  readonly seed: string;
  readonly categories: readonly CategoryPath[];
  readonly items: readonly ReadItem[];
}): VaultTree {
  const uuids = new Set<string>();
  const uuidFor = (...parts: readonly string[]): Buffer =>
    unused(
      createHash("blake2b512")
        .update(JSON.stringify(["opp/kdbx/v1", vault.seed, ...parts]))
        .digest(),
      uuids,
    );
  const group = (name: string, ...parts: readonly string[]): TreeGroup => ({
    uuid: uuidFor(...parts),
    name,
    items: [],
    groups: [],
  });
  const root = group(vault.name, "root");
  const bin = group("Recycle Bin", "bin");
  const groups = new Map<string, TreeGroup>([[JSON.stringify([]), root]]);

  function groupAt(path: CategoryPath): TreeGroup {
    const key = JSON.stringify(path);
    const known = groups.get(key);
    if (known) return known;
    const made = group(path.at(-1) ?? "", "group", ...path);
    groups.set(key, made);
    groupAt(path.slice(0, -1)).groups.push(made);
    return made;
  }

  for (const path of vault.categories) groupAt(path);
  vault.items.forEach((item, index) => {
    const from = /^kdbx:([0-9a-f]{32})$/.exec(item.sourceId ?? "")?.[1];
    const uuid =
      from !== undefined && !uuids.has(from)
        ? unused(Buffer.from(from, "hex"), uuids)
        : uuidFor("item", item.sourceId ?? String(index));
    const place = groupAt(item.category);
    if (item.trashed) bin.items.push({ item, uuid, before: place.uuid });
    else place.items.push({ item, uuid, before: null });
  });
  return { root, bin };
}

/** The first 16 bytes, or the next free number. */
function unused(bytes: Buffer, uuids: Set<string>): Buffer {
  const uuid = Buffer.from(bytes.subarray(0, 16));
  while (uuids.has(uuid.toString("hex")) || uuid.every((byte) => byte === 0))
    uuid.writeUInt32LE((uuid.readUInt32LE() + 1) >>> 0);
  uuids.add(uuid.toString("hex"));
  return uuid;
}
