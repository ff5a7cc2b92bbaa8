import type { CategoryPath } from "../model.ts";

export interface FolderSource {
  readonly id: string;
  /** "" or unknown: it is at the top. */
  readonly parent: string;
  readonly name: string;
}

/** No program nests deeper; a longer chain, or a circle, ends there. */
const MOST_LEVELS = 64;

/** The path of each folder by its id, in the file's order, below `top`. */
export function folderPaths(
  folders: readonly FolderSource[],
  top: CategoryPath = [],
): ReadonlyMap<string, CategoryPath> {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const pathOf = (id: string): CategoryPath => {
    const names: string[] = [];
    const seen = new Set<string>();
    let folder = byId.get(id);
    while (folder && !seen.has(folder.id) && names.length < MOST_LEVELS) {
      names.push(folder.name);
      seen.add(folder.id);
      folder = byId.get(folder.parent);
    }
    return [...top, ...names.toReversed()];
  };
  return new Map([...byId.keys()].map((id) => [id, pathOf(id)]));
}
