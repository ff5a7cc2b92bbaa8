import { setTimeout as sleep } from "node:timers/promises";
import { asUserId } from "@opp/core/ids";
import { openSqliteStore } from "@opp/core/store/sqlite/open-store";
import { MIGRATIONS_FOLDER } from "@opp/core/testing/test-vault";
import { describe, expect, it } from "vitest";
import type { Person } from "../../test/person.ts";
import { type TestServer, type TestServerOptions, testServer } from "../../test/test-server.ts";
import { closeGracefully } from "../shutdown.ts";

const QUICK = { lookMilliseconds: 20, settleMilliseconds: 5, beatMilliseconds: 60_000 } as const;

/** A page's stream, read as it comes. */
class Listener implements AsyncDisposable {
  readonly heard: { readonly event: string; readonly data: unknown }[] = [];
  beats = 0;
  isOver = false;
  readonly status: number;
  readonly headers: Headers;
  readonly #stop: AbortController;

  private constructor(response: Response, stop: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#stop = stop;
    void this.#read(response).catch(() => {});
  }

  static async open(server: TestServer, headers: Record<string, string>): Promise<Listener> {
    const stop = new AbortController();
    return new Listener(await fetch(`${server.url}/api/events`, { headers, signal: stop.signal }), stop);
  }

  async #read(response: Response): Promise<void> {
    let rest = "";
    for await (const bytes of response.body ?? []) {
      const frames = (rest + Buffer.from(bytes).toString("utf8")).split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) this.#take(frame);
    }
    this.isOver = true;
  }

  #take(frame: string): void {
    const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(frame) ?? [];
    if (event !== undefined && data !== undefined) this.heard.push({ event, data: JSON.parse(data) });
    else if (frame.startsWith(":")) this.beats += 1;
  }

  get names(): readonly string[] {
    return this.heard.map(({ event }) => event);
  }

  async [Symbol.asyncDispose]() {
    this.#stop.abort();
  }
}

/** A busy machine may take its time. */
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 20_000 });

/** The token alone. */
const tokenOf = ({ headers: { authorization = "" } }: Person) => ({ authorization });

async function openWorld(options: TestServerOptions = {}) {
  const server = await testServer({ ...options, eventLimits: { ...QUICK, ...options.eventLimits } });
  const ada = await server.person("ada");
  const elsewhere = ada.at(server.url);
  await elsewhere.logIn();
  return { server, ada, elsewhere, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const addItem = (person: Person) => person.must("items.create", { items: [{ name: "Bank" }] });
const revisionsIn = ({ heard }: Listener) =>
  heard
    .filter(({ event }) => event === "vault-changed")
    .map(({ data }) => Reflect.get(Object(data), "revision"));

describe("a page's stream of events", () => {
  it("begins with what there is, needs no passphrase, and isn't held back by a proxy", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(page.headers.get("x-accel-buffering")).toBe("no");
    expect(page.headers.get("cache-control")).toContain("no-store");
    await expect
      .poll(() => page.heard)
      .toEqual([{ event: "hello", data: { account: 0, vaults: [{ id: 1, revision: 0 }] } }]);
  });

  it("needs a valid token, and refuses HEAD", async () => {
    await using world = await openWorld();
    for (const path of ["/api/events", "/api/events/seen"]) {
      const invalid = { authorization: "Bearer a.b.c" };
      expect((await world.server.ask(path)).status).toBe(401);
      expect((await world.server.ask(path, { headers: invalid })).status).toBe(401);
      expect((await world.server.ask(path, { method: "HEAD", headers: tokenOf(world.ada) })).status).toBe(
        404,
      );
    }
  });

  it("tells what another session changed, once, and nothing of what", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    await eventually(() => page.names).toEqual(["hello"]);
    await addItem(world.elsewhere);
    await expect
      .poll(() => page.heard.slice(1))
      .toEqual([{ event: "vault-changed", data: { vaultId: 1, revision: 1 } }]);
    await world.elsewhere.must("categories.create", { categories: [{ name: "Work" }] });
    await eventually(() => revisionsIn(page)).toEqual([1, 2]);
  });

  it("leaves out the changes of the session itself, and reports those of others among them", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    await using other = await Listener.open(world.server, tokenOf(world.elsewhere));
    await eventually(() => [...page.names, ...other.names]).toEqual(["hello", "hello"]);
    await addItem(world.ada);
    await addItem(world.ada);
    await eventually(() => revisionsIn(other).at(-1)).toBe(2);
    expect(revisionsIn(page)).toEqual([]);
    await addItem(world.elsewhere);
    await addItem(world.ada);
    await eventually(() => revisionsIn(page)).toEqual([3]);
    await eventually(() => revisionsIn(other).at(-1)).toBe(4);
  });

  it("reports changes that come through REST v1", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    await eventually(() => page.names).toEqual(["hello"]);
    const { username, password, passphrase } = world.ada;
    const login = await world.server.ask("/api/v1/auth", { body: JSON.stringify({ username, password }) });
    const token = String(Reflect.get(Object(login.json()), "access_token"));
    const made = await world.server.ask("/api/v1/items", {
      method: "PUT",
      headers: { "x-opp-jwt": token, "x-opp-phrase": passphrase },
      body: JSON.stringify({ items: [{ name: "Bank" }] }),
    });
    expect(made.status).toBe(200);
    await eventually(() => revisionsIn(page)).toEqual([1]);
  });

  it("hears nothing of other accounts", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    const bob = await world.server.person("bob");
    await addItem(bob);
    await bob.must("sessions.endOthers");
    await addItem(world.elsewhere);
    await eventually(() => revisionsIn(page)).toEqual([1]);
    expect(page.names).toEqual(["hello", "vault-changed"]);
  });

  it("ends when its session is ended elsewhere", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    await eventually(() => page.names).toEqual(["hello"]);
    await world.elsewhere.must("sessions.endOthers");
    await eventually(() => page.isOver).toBe(true);
    expect(page.heard.at(-1)).toEqual({ event: "session-ended", data: {} });
  });

  it("ends when the session's time is over, without any request", async () => {
    await using world = await openWorld();
    const { username, password, passphrase } = world.ada;
    const short = { username, password, passphrase, expiresInSeconds: 4 };
    const { token } = (await world.ada.must("auth.login", short)) as { token: string };
    await using page = await Listener.open(world.server, { authorization: `Bearer ${token}` });
    await eventually(() => page.isOver).toBe(true);
    expect(page.names).toEqual(["hello", "session-ended"]);
  });

  it("tells that the account was changed", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    await eventually(() => page.names).toEqual(["hello"]);
    const { password } = world.ada;
    await world.elsewhere.must("account.rename", { password, newUsername: "ada.l" });
    await eventually(() => page.names).toEqual(["hello", "account-changed"]);
  });

  it("hears of what another process does with the database", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    await eventually(() => page.names).toEqual(["hello"]);
    const other = await openSqliteStore({
      path: `${world.server.dataFolder}/vault.sqlite`,
      migrationsFolder: MIGRATIONS_FOLDER,
    });
    await other.users.markDeleted(asUserId(1), Date.now());
    await other.close();
    await eventually(() => page.isOver).toBe(true);
    expect(page.names.at(-1)).toBe("session-ended");
  });

  it("shows that it lives, and doesn't count as a use of its session", async () => {
    await using world = await openWorld({ eventLimits: { beatMilliseconds: 30 } });
    const read = async () => (await world.server.vault.store.sessions.list(asUserId(1), Date.now()))[0];
    const before = await read();
    await using page = await Listener.open(world.server, tokenOf(world.elsewhere));
    await eventually(() => page.beats).toBeGreaterThan(3);
    expect(await read()).toEqual(before);
  });

  it("is refused past a session's and an account's number, until one is closed", async () => {
    await using world = await openWorld({ eventLimits: { perSession: 2, perAccount: 3 } });
    const first = await Listener.open(world.server, tokenOf(world.ada));
    await using _second = await Listener.open(world.server, tokenOf(world.ada));
    const status = async (person: Person) => {
      await using page = await Listener.open(world.server, tokenOf(person));
      return page.status;
    };
    expect(await status(world.ada)).toBe(503);
    await using _third = await Listener.open(world.server, tokenOf(world.elsewhere));
    expect(await status(world.elsewhere)).toBe(503);
    expect(await status(await world.server.person("bob"))).toBe(200);
    expect((await world.server.ask("/api/events/seen", { headers: tokenOf(world.ada) })).status).toBe(200);
    await first[Symbol.asyncDispose]();
    await eventually(() => status(world.elsewhere)).toBe(200);
  });

  it("doesn't hold up the server's end", async () => {
    await using world = await openWorld();
    await using page = await Listener.open(world.server, tokenOf(world.ada));
    await eventually(() => page.names).toEqual(["hello"]);
    expect(await Promise.race([closeGracefully(world.server.app, 8000), sleep(5000, "late")])).toBe(
      "finished",
    );
    await eventually(() => page.isOver).toBe(true);
    expect(page.names).toEqual(["hello"]);
  });
});

describe("the same as one answer", () => {
  it("says what a stream begins with, and a session's own changes don't count", async () => {
    await using world = await openWorld();
    const seen = async (person: Person) =>
      (await world.server.ask("/api/events/seen", { headers: tokenOf(person) })).json();
    expect(await seen(world.ada)).toEqual({ account: 0, vaults: [{ id: 1, revision: 0 }] });
    await using _page = await Listener.open(world.server, tokenOf(world.ada));
    await addItem(world.ada);
    expect(await seen(world.ada)).toEqual({ account: 0, vaults: [{ id: 1, revision: 0 }] });
    expect(await seen(world.elsewhere)).toEqual({ account: 0, vaults: [{ id: 1, revision: 1 }] });
    await world.elsewhere.must("sessions.endOthers");
    expect((await world.server.ask("/api/events/seen", { headers: tokenOf(world.ada) })).status).toBe(401);
  });
});
