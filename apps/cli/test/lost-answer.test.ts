import { once } from "node:events";
import { createServer, request } from "node:http";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PersonAtShell, personAtShell } from "./person-at-shell.ts";

/** What becomes of an answer that the server gave. */
type Fate = "arrives" | "is cut off" | "is unknown";

const UNKNOWN = JSON.stringify([
  {
    error: {
      message: "It may have been saved.",
      code: -32_603,
      data: {
        code: "SERVICE_UNAVAILABLE",
        httpStatus: 503,
        vaultCode: "OUTCOME_UNKNOWN",
        details: {},
        fields: [],
      },
    },
  },
]);

let server: RunningServer;
/** For the next answers to changes of items, in order. */
let fates: Fate[] = [];
let sent = 0;
const isChange = /\/items\.(?:create|update|trash)\b/;

/** Passes everything on to the server, but not every answer back. */
const way = createServer((question, answer) => {
  const chunks: Buffer[] = [];
  question.on("data", (chunk: Buffer) => chunks.push(chunk));
  question.on("end", () => {
    const path = question.url ?? "";
    const fate = isChange.test(path) ? (fates.shift() ?? "arrives") : "arrives";
    if (isChange.test(path)) sent += 1;
    const headers = { ...question.headers, host: new URL(server.url).host };
    // Each gets a new connection, because one that was kept might be closed by now.
    const onward = request(server.url + path, { method: question.method, headers, agent: false }, (given) => {
      const parts: Buffer[] = [];
      given.on("data", (part: Buffer) => parts.push(part));
      given.on("end", () => {
        const isUnknown = fate === "is unknown";
        answer.writeHead(isUnknown ? 503 : (given.statusCode ?? 500), { "content-type": "application/json" });
        if (fate === "is cut off") question.socket.destroy();
        else answer.end(isUnknown ? UNKNOWN : Buffer.concat(parts));
      });
    });
    onward.on("error", () => question.socket.destroy());
    onward.end(Buffer.concat(chunks));
  });
});

beforeAll(async () => {
  server = await runningServer();
  way.listen(0, "127.0.0.1");
  await once(way, "listening");
});
afterAll(async () => {
  way.closeAllConnections();
  way.close();
  await server[Symbol.asyncDispose]();
});

/** Someone whose `opp` reaches the server on this way. */
async function personOnTheWay(username: string): Promise<PersonAtShell> {
  const address = way.address();
  if (typeof address !== "object" || address === null) throw new Error("The way has no port.");
  fates = [];
  const person = await personAtShell({ ...server, url: `http://127.0.0.1:${address.port}` }, username);
  await person.logIn();
  sent = 0;
  return person;
}
const namesOf = async (person: PersonAtShell) =>
  (await person.vault.items.list.query({})).items.map(({ name }) => name);

describe.each(["is cut off", "is unknown"] as const)("a change whose answer %s", (fate) => {
  const slug = fate.replaceAll(" ", "-");

  it("adds one item with opp add, and says so", async () => {
    await using ada = await personOnTheWay(`adder-${slug}`);
    fates = [fate];
    const { code, stdout } = await ada.opp(["add", "Router", "--no-password"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Added "Router" \(id \d+\)\.\n$/)]);
    expect([sent, await namesOf(ada)]).toEqual([2, ["Router"]]);
  });

  it("is reported as unknown by opp add when it happens twice, and the item exists once", async () => {
    await using ada = await personOnTheWay(`unlucky-${slug}`);
    fates = [fate, fate];
    const { code, stderr } = await ada.opp(["add", "Router", "--no-password"]);
    expect([code, stderr]).toEqual([6, expect.stringContaining(`it isn't known whether "Router" was added`)]);
    expect([sent, await namesOf(ada)]).toEqual([2, ["Router"]]);
  });

  it("is an edit that opp edit finds done, once", async () => {
    await using ada = await personOnTheWay(`editor-${slug}`);
    await ada.opp(["add", "Router", "--no-password"]);
    fates = [fate];
    const { code, stdout } = await ada.opp(["edit", "Router", "--username", "admin", "--json"]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { name: "Router", revision: 2 }]);
    const { items } = await ada.vault.items.list.query({});
    expect(items).toMatchObject([{ name: "Router", username: "admin", revision: 2 }]);
  });

  it("moves an item to the trash with opp rm", async () => {
    await using ada = await personOnTheWay(`remover-${slug}`);
    await ada.opp(["add", "Router", "--no-password"]);
    fates = [fate];
    const { code, stdout } = await ada.opp(["rm", "Router"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Moved "Router"')]);
    expect((await ada.vault.items.list.query({ trash: true })).items).toHaveLength(1);
  });
});

describe("an edit whose answer got lost", () => {
  it("is a conflict where someone else's change came first", async () => {
    await using ada = await personOnTheWay("late");
    await ada.opp(["add", "Router", "--no-password"]);
    const [router] = (await ada.vault.items.list.query({})).items;
    const id = router?.id ?? 0;
    await ada.vault.items.update.mutate({ items: [{ id, revision: 1, username: "someone" }] });
    // The server refused it, and that answer got lost.
    fates = ["is cut off"];
    const { code, stderr } = await ada.opp(["edit", "Router", "--username", "admin", "--revision", "1"]);
    expect([code, stderr]).toEqual([5, expect.stringContaining("was changed elsewhere")]);
    expect(await ada.vault.items.get.query({ id })).toMatchObject({ username: "someone", revision: 2 });
  });
});
