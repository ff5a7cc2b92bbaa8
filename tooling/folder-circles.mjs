/**
 * Folders that depend on each other in a circle, one line for each arrow of a circle with the files that make it.
 * @param modules of dependency-cruiser's report
 * @param root only files under this folder count, each as a part of the folder that it is in
 * @param isTest tests may use what the product may not
 */
export function findFolderCircles(modules, root, isTest) {
  const counts = (path) => path.startsWith(`${root}/`) && !isTest.test(path);
  const arrows = new Map();
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) {
      const [from, to] = [folderOf(source), folderOf(resolved)];
      if (!counts(source) || !counts(resolved) || from === to) continue;
      const targets = arrows.get(from) ?? arrows.set(from, new Map()).get(from);
      targets.set(to, [...(targets.get(to) ?? []), `${nameOf(source)} -> ${nameOf(resolved)}`]);
    }
  }
  return [...arrows].flatMap(([from, targets]) =>
    [...targets]
      .filter(([to]) => reaches(arrows, to, from))
      .map(([to, files]) => `${from} -> ${to} (${files.slice(0, 3).join(", ")})`),
  );
}

function reaches(arrows, start, goal) {
  const seen = new Set([start]);
  for (const folder of seen) {
    if (folder === goal) return true;
    for (const next of arrows.get(folder)?.keys() ?? []) seen.add(next);
  }
  return false;
}

const folderOf = (path) => path.slice(0, path.lastIndexOf("/"));
const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);
