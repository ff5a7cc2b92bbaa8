import type { Page } from "@playwright/test";

/** What a heap snapshot calls itself and holds (v8/src/profiler/heap-snapshot-generator.cc): rows of numbers in long lists. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

/** Each planted value that something in the page's heap still reaches after garbage collection, and by which way. */
export async function findInHeap(page: Page, planted: Readonly<Record<string, string>>): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.enable");
  // Several times: what finalizers let go of, the next one frees.
  for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  return findReached(JSON.parse(chunks.join("")), planted);
}

function findReached(snapshot: Snapshot, planted: Readonly<Record<string, string>>): string[] {
  const { nodes, strings } = snapshot;
  const { node_fields: fields, node_types: types } = snapshot.snapshot.meta;
  const size = fields.length;
  const [typeAt, nameAt] = [fields.indexOf("type"), fields.indexOf("name")];
  const names = new Map(
    strings.flatMap((text, index) => {
      const found = Object.keys(planted).filter((what) => text.includes(planted[what] ?? text));
      return found.length === 0 ? [] : [[index, found] as const];
    }),
  );
  const ways = names.size === 0 ? null : shortestWays(snapshot);
  const reached = new Map<string, string>();
  for (let at = 0; at < nodes.length; at += size) {
    const found = names.get(nodes[at + nameAt] ?? -1) ?? [];
    if (found.length === 0 || !/string/.test(types[0][nodes[at + typeAt] ?? -1] ?? "")) continue;
    const way = ways?.(at);
    if (way) for (const what of found) if (!reached.has(what)) reached.set(what, `${what}: ${way}`);
  }
  return [...reached.values()];
}

/** From the root to each object, over everything but weak references; null for an object that only those reach. */
function shortestWays({ snapshot: { meta }, nodes, edges, strings }: Snapshot) {
  const size = meta.node_fields.length;
  const step = meta.edge_fields.length;
  const countAt = meta.node_fields.indexOf("edge_count");
  const nameAt = meta.node_fields.indexOf("name");
  const [kindAt, labelAt, toAt] = ["type", "name_or_index", "to_node"].map((name) =>
    meta.edge_fields.indexOf(name),
  ) as [number, number, number];
  const first = new Uint32Array(nodes.length / size + 1);
  for (let i = 0; i < nodes.length / size; i++)
    first[i + 1] = (first[i] ?? 0) + (nodes[i * size + countAt] ?? 0);
  const cameFrom = new Int32Array(nodes.length / size).fill(-1);
  const cameBy = new Int32Array(nodes.length / size).fill(-1);
  const queue = [0];
  for (const node of queue) {
    for (let edge = first[node] ?? 0; edge < (first[node + 1] ?? 0); edge++) {
      const kind = meta.edge_types[0][edges[edge * step + kindAt] ?? -1];
      const to = (edges[edge * step + toAt] ?? 0) / size;
      if (kind === "weak" || to === 0 || cameFrom[to] !== -1) continue;
      cameFrom[to] = node;
      cameBy[to] = edge;
      queue.push(to);
    }
  }
  const label = (edge: number) => {
    const kind = meta.edge_types[0][edges[edge * step + kindAt] ?? -1];
    const name = edges[edge * step + labelAt] ?? 0;
    return kind === "element" || kind === "hidden" ? `[${name}]` : `.${strings[name]}`;
  };
  return (at: number): string | null => {
    const way: string[] = [];
    let node = at / size;
    if (cameFrom[node] === -1) return null;
    for (; node !== 0; node = cameFrom[node] ?? 0)
      way.unshift(
        `${label(cameBy[node] ?? 0)} (${(strings[nodes[node * size + nameAt] ?? 0] ?? "").slice(0, 40)})`,
      );
    return way.join(" ");
  };
}
