/** A category as far as the tree is concerned. */
export interface TreeNode {
  readonly id: number;
  /** null: it lies in no other. */
  readonly parentId: number | null;
}

export interface TreeEntry<Node> {
  readonly node: Node;
  /** 0 for those that lie in no other. */
  readonly depth: number;
  /** From the outermost to itself. */
  readonly path: readonly Node[];
  readonly children: number;
}

/**
 * The parent of each node. One that isn't among the nodes counts as none, and so does that of a node which would lie in itself: whatever
 * a record says, every node hangs on something, and nothing is walked in circles.
 */
export function soundParents(nodes: readonly TreeNode[]): Map<number, number | null> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map<number, number | null>();
  const walkOf = new Map<number, number>();
  nodes.forEach((start, walk) => {
    const path: TreeNode[] = [];
    let at: TreeNode | undefined = start;
    while (at && !walkOf.has(at.id)) {
      walkOf.set(at.id, walk);
      path.push(at);
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
    const cycleFrom = at && walkOf.get(at.id) === walk ? path.indexOf(at) : path.length;
    path.forEach(({ id, parentId }, index) => {
      const isSound = index < cycleFrom && parentId !== null && byId.has(parentId);
      parents.set(id, isSound ? parentId : null);
    });
  });
  return parents;
}

/** The nearest ancestor of each node that `isHere`; those between are passed over as if they were not there. */
export function nearestParents(
  parents: ReadonlyMap<number, number | null>,
  isHere: (id: number) => boolean,
): Map<number, number | null> {
  const nearest = new Map<number, number | null>();
  for (const [start, first] of parents) {
    const passed = [start];
    let at = first;
    while (at !== null && !isHere(at) && !nearest.has(at)) {
      passed.push(at);
      at = parents.get(at) ?? null;
    }
    const found = at === null || isHere(at) ? at : (nearest.get(at) ?? null);
    for (const id of passed) nearest.set(id, found);
  }
  return nearest;
}

/** Depth first, siblings in the order given: as a person reads a tree, line by line. */
export function arrangeTree<Node extends TreeNode>(nodes: readonly Node[]): TreeEntry<Node>[] {
  const children = groupByParent(nodes, soundParents(nodes));
  const entries: TreeEntry<Node>[] = [];
  const waiting: { node: Node; path: readonly Node[] }[] = [];
  const push = (parentId: number | null, path: readonly Node[]) => {
    for (const node of (children.get(parentId) ?? []).toReversed())
      waiting.push({ node, path: [...path, node] });
  };
  push(null, []);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, path } = next;
    const below = children.get(node.id)?.length ?? 0;
    entries.push({ node, depth: path.length - 1, path, children: below });
    push(node.id, path);
  }
  return entries;
}

/**
 * The nodes as the tree is read, with one of them, or one more, where it is put: in front of `before`, at the end where that is null
 * or isn't among them.
 */
export function arrangeWith<Node extends TreeNode>(
  nodes: readonly Node[],
  put: Node,
  before: number | null,
): Node[] {
  const others = nodes.filter(({ id }) => id !== put.id);
  const at = others.findIndex(({ id }) => id === before);
  return arrangeTree(others.toSpliced(at === -1 ? others.length : at, 0, put)).map(({ node }) => node);
}

/** The ids of a node and of all that lies beneath it; none when it isn't among the nodes. */
export function idsBeneath(nodes: readonly TreeNode[], id: number): Set<number> {
  if (!nodes.some((node) => node.id === id)) return new Set();
  const children = groupByParent(nodes, soundParents(nodes));
  const found = new Set([id]);
  // A set is walked through to its end, also when it grows in between.
  for (const each of found) for (const child of children.get(each) ?? []) found.add(child.id);
  return found;
}

/** How many levels a node stands under the outermost, itself included. */
export function levelOf(parents: ReadonlyMap<number, number | null>, id: number | null): number {
  let level = 0;
  for (let at = id; at !== null; at = parents.get(at) ?? null) level += 1;
  return level;
}

function groupByParent<Node extends TreeNode>(
  nodes: readonly Node[],
  parents: ReadonlyMap<number, number | null>,
): Map<number | null, Node[]> {
  const children = new Map<number | null, Node[]>();
  for (const node of nodes) {
    const parent = parents.get(node.id) ?? null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  }
  return children;
}
