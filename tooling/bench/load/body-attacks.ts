import { madeUpItems } from "../made-up-items.ts";
import { ask, type Reply } from "./ask.ts";
import type { Attack } from "./attack.ts";
import { emptyObjects, nestedLists, nestedV1Items, unknownKeys } from "./bodies.ts";
import { countStatuses } from "./results-table.ts";
import type { World } from "./world.ts";

const TIMES = 3;
const MANY_ITEMS = 100_000;

/** A body is made before it counts, and let go of afterwards. */
function bodyAttack(
  name: string,
  before: string,
  makeBody: () => Buffer,
  path = "/api/trpc/items.create",
): Attack {
  let body: Buffer | undefined;
  return {
    name,
    before,
    async prepare() {
      body = makeBody();
    },
    async run(world) {
      const replies: Reply[] = [];
      for (let time = 0; time < TIMES; time += 1) replies.push(await send(world, path, body));
      body = undefined;
      return describe(replies);
    },
  };
}

const send = ({ server, empty }: World, path: string, body?: Buffer): Promise<Reply> => {
  const { authorization = "", ...phrase } = empty.headers;
  const isV1 = path.startsWith("/api/v1/");
  const headers = isV1 ? { ...phrase, "x-opp-jwt": authorization.replace("Bearer ", "") } : empty.headers;
  return ask(`${server.url}${path}`, { method: isV1 ? "PUT" : "POST", headers, ...(body && { body }) });
};

const describe = (replies: readonly Reply[]): string => {
  const slowest = Math.max(...replies.map(({ milliseconds }) => milliseconds));
  return `${countStatuses(replies.map(({ status }) => status))}, at most ${(slowest / 1000).toFixed(1)} s each`;
};

export const bodyAttacks: readonly Attack[] = [
  bodyAttack("32 MiB of `[[…]]`", "4.8 s", nestedLists),
  bodyAttack("2 million unknown keys", "6.3 s", unknownKeys),
  bodyAttack("10 million `{}`", "2.3 s", emptyObjects),
  bodyAttack("nested JSON for REST v1", "1.9 s", nestedV1Items, "/api/v1/items"),
  bodyAttack("100,000 items in one call", "", () => Buffer.from(JSON.stringify({ items: smallItems() }))),
];

/** So small that a hundred thousand fit in one body. */
const smallItems = () =>
  madeUpItems(MANY_ITEMS, [null]).map(({ name, url, username, password }) => ({
    name,
    url,
    username,
    password,
  }));
