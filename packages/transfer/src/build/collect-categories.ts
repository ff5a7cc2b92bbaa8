import { LIMITS } from "@opp/core/rules/limits";
import { IMPORT_LIMITS } from "../import-limits.ts";
import type { CategoryPath } from "../model.ts";
import { ImportRefusal } from "../refusal.ts";
import { cutText } from "./cut-text.ts";

/** Categories in the order in which the file names them, parents first, each once. */
export function collectCategories(note: (kind: "noted", about: string) => void) {
  const paths = new Map<string, CategoryPath>();
  const kept = new Map<string, CategoryPath>();

  const add = (path: CategoryPath): CategoryPath => {
    const key = JSON.stringify(path);
    const known = kept.get(key);
    if (known) return known;
    const short = fit(path, note);
    short.forEach((_, level) => {
      const part = short.slice(0, level + 1);
      const partKey = JSON.stringify(part);
      if (paths.has(partKey)) return;
      if (paths.size >= IMPORT_LIMITS.categories)
        throw new ImportRefusal("too-large", `The file has more than ${IMPORT_LIMITS.categories} folders.`);
      paths.set(partKey, part);
    });
    kept.set(key, short);
    return short;
  };
  return { add, all: (): CategoryPath[] => [...paths.values()] };
}

function fit(path: CategoryPath, note: (kind: "noted", about: string) => void): CategoryPath {
  const named = path.filter((name) => name.trim() !== "");
  const most = LIMITS.categoryLevels;
  const deep = named.length > most;
  const levels = deep ? [...named.slice(0, most - 1), named.slice(most - 1).join(" / ")] : named;
  if (deep) note("noted", `folders more than ${most} deep are joined into one name`);
  return levels.map((name) => {
    const short = cutText(name, LIMITS.categoryNameChars);
    if (short !== name) note("noted", "a folder's name was too long and is cut");
    return short;
  });
}
