import { join } from "node:path";
import autocannon from "autocannon";
import { type ChildServer, startServer } from "./child-server.ts";
import { type Answer, call } from "./http-calls.ts";
import { madeUpItems } from "./made-up-items.ts";
import { type Row, row } from "./row.ts";
import { against, inTurn, spread } from "./statistics.ts";
import { openVaultSession } from "./vault-session.ts";

export async function creation(server: ChildServer, floor: ChildServer, runs: number): Promise<Row> {
  const vault = await openVaultSession(server.url, "creation", 0);
  const body = JSON.stringify({ items: madeUpItems(10_000, vault.categoryIds) });
  const create = () => vault.mutate("items.create", body);
  const createBare = () => call(`${floor.url}/create`, {}, body);
  requireSame("create", shapeOf(await create()), shapeOf(await createBare()));
  const times = await inTurn(
    runs,
    async () => (await create()).milliseconds,
    async () => (await createBare()).milliseconds,
  );
  return row(
    "create 10,000 items in one call, summaries in the answer",
    `${times.ratio.toFixed(2)} × floor`,
    "≤ 1.5 ×",
    times.ratio <= 1.5,
    against(times),
    { ratio: times.ratio, ours: times.ours.median, floor: times.floor.median },
  );
}

/** The answer but for its numbers: ids and instants differ. */
const shapeOf = ({ body }: Answer): string => body.toString().replaceAll(/\d+/g, "0");

export async function requestsASecond(
  server: ChildServer,
  headers: Record<string, string>,
  seconds: number,
): Promise<Row> {
  const url = `${server.url}/api/trpc/categories.list`;
  const answer = await call(url, headers);
  await using bare = await startServer(join(import.meta.dirname, "categories-floor.ts"), {
    DATA_FOLDER: join(server.folder, "data"),
    ANSWER_HEADERS: JSON.stringify(fixedHeaders(answer)),
  });
  const bareUrl = `${bare.url}/`;
  requireSame("categories.list", answer.body.toString(), (await call(bareUrl, headers)).body.toString());
  const ours: Load[] = [];
  const floor: Load[] = [];
  for (let round = 0; round < 4; round += 1) {
    const a = await loadOf(server, url, headers, seconds);
    const b = await loadOf(bare, bareUrl, headers, seconds);
    // The first round warms both up.
    if (round > 0) {
      ours.push(a);
      floor.push(b);
    }
  }
  const [a, b] = [spread(ours.map(({ aSecond }) => aSecond)), spread(floor.map(({ aSecond }) => aSecond))];
  const [cost, bareCost] = [spread(ours.map(({ cost }) => cost)), spread(floor.map(({ cost }) => cost))];
  const ratio = a.median / b.median;
  return row(
    "categories.list a second, against a hand-written route that does the same",
    `${ratio.toFixed(2)} of floor`,
    "≥ 0.7",
    ratio >= 0.7,
    `${a.median.toFixed(0)} against ${b.median.toFixed(0)} a second; ${cost.median.toFixed(0)} against ${bareCost.median.toFixed(0)} µs of processor time for one`,
    { ratio, ours: a.median, floor: b.median, ourCost: cost.median, floorCost: bareCost.median },
  );
}

/** The names of what the first item has. */
export function fieldsOf({ body }: Answer): string {
  const [first] = JSON.parse(body.toString()).result.data.items;
  return Object.keys(first).toSorted().join(" ");
}

/** Without those that each server makes for itself. */
const fixedHeaders = ({ headers }: Answer) =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !["connection", "content-length", "date", "keep-alive"].includes(name),
    ),
  );

/** @throws Error for a floor that answers something else: it would be no measure. */
export function requireSame(what: string, ours: string, floor: string): void {
  if (ours !== floor)
    throw new Error(`The floor of ${what} answers ${floor.slice(0, 500)}, and not ${ours.slice(0, 500)}.`);
}

interface Load {
  readonly aSecond: number;
  /** Microseconds of the server's processor time for one request: others on the machine hardly move it. */
  readonly cost: number;
}

async function loadOf(
  server: ChildServer,
  url: string,
  headers: Record<string, string>,
  seconds: number,
): Promise<Load> {
  const before = server.processorMs();
  const { requests, non2xx, errors } = await autocannon({ url, headers, connections: 8, duration: seconds });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx + errors} requests failed under load.`);
  return {
    aSecond: requests.average,
    cost: ((server.processorMs() - before) * 1000) / requests.total,
  };
}
