import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type ClientRequest, type IncomingMessage, request as openRequest } from "node:http";
import { join } from "node:path";
import { CHUNK_BYTES } from "@opp/core/cipher/chunk";
import { asUserId, asVaultId } from "@opp/core/ids";
import { LIMITS } from "@opp/core/rules/limits";
import { writeBackup } from "@opp/core/store/sqlite/backup/write-backup";
import { inOneGo } from "@opp/core/store/sqlite/files/in-steps";
import { inspectDatabase } from "@opp/core/store/sqlite/inspection/inspect-database";
import { MIGRATIONS_FOLDER } from "@opp/core/testing/test-vault";
import { verifyDatabase } from "@opp/core/vault/reports/verify";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { Answer, Question } from "../../test/http-client.ts";
import type { Person } from "../../test/person.ts";
import { type TestServer, type TestServerOptions, testServer } from "../../test/test-server.ts";

const bytesOf = (length: number, seed = 3): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 2654435761 + seed) >>> 11;
  return bytes;
};
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const octets = (person: Person) => ({ ...person.headers, "content-type": "application/octet-stream" });

interface World extends AsyncDisposable {
  readonly server: TestServer;
  readonly ada: Person;
  readonly itemId: number;
}

async function openWorld(options: TestServerOptions = {}): Promise<World> {
  const server = await testServer(options);
  const ada = await server.person("ada");
  const itemId = await addItem(ada);
  return { server, ada, itemId, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function addItem(person: Person): Promise<number> {
  const { items } = (await person.must("items.create", { items: [{ name: "Passport" }] })) as {
    items: { id: number }[];
  };
  return items[0]?.id ?? 0;
}

async function begin({ ada, itemId }: World, bytes: number, name = "scan.pdf"): Promise<number> {
  const { id } = (await ada.must("attachments.begin", { itemId, name, bytes })) as { id: number };
  return id;
}

const pathOf = (id: number, query = "") => `/api/attachments/${id}/bytes${query}`;

const put = (
  { server, ada }: World,
  id: number,
  body: Buffer,
  from = 0,
  question: Question = {},
): Promise<Answer> =>
  server.ask(pathOf(id, `?from=${from}`), { method: "PUT", headers: octets(ada), body, ...question });

const get = ({ server, ada }: World, id: number, headers: Record<string, string> = {}): Promise<Answer> =>
  server.ask(pathOf(id), { headers: { ...ada.headers, ...headers } });

async function add(world: World, bytes: Buffer, name?: string): Promise<number> {
  const id = await begin(world, bytes.length, name);
  expect((await put(world, id, bytes)).json()).toEqual({ received: bytes.length, done: true });
  await world.ada.must("attachments.finish", { id, sha256: sha256(bytes) });
  return id;
}

const refusalIn = (answer: Answer) => {
  const { error } = answer.json() as { error: { data: { vaultCode: string; details: object } } };
  return [answer.status, error.data.vaultCode, error.data.details];
};

/** A request whose body the test writes itself. */
function openPut({ server, ada }: World, id: number, headers: Record<string, string | number> = {}) {
  const outgoing = openRequest(server.url + pathOf(id, "?from=0"), {
    method: "PUT",
    headers: { ...octets(ada), ...headers },
    agent: false,
  });
  outgoing.on("error", () => undefined);
  return outgoing;
}

async function answerTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  const [incoming]: IncomingMessage[] = await once(outgoing, "response");
  if (!incoming) throw new Error("no response");
  return incoming.resume();
}

describe("a file over HTTP", () => {
  it("goes up in parts and comes down whole", async () => {
    await using world = await openWorld();
    const bytes = bytesOf(2 * CHUNK_BYTES + 77);
    const id = await begin(world, bytes.length);
    expect((await put(world, id, bytes.subarray(0, CHUNK_BYTES))).json()).toEqual({
      received: CHUNK_BYTES,
      done: false,
    });
    expect(refusalIn(await put(world, id, bytes.subarray(0, CHUNK_BYTES)))).toEqual([
      409,
      "ATTACHMENT_INCOMPLETE",
      { table: "attachments", ids: [id], received: CHUNK_BYTES },
    ]);
    const rest = await put(world, id, bytes.subarray(CHUNK_BYTES), CHUNK_BYTES, { chunked: true });
    expect(rest.json()).toEqual({ received: bytes.length, done: true });
    await world.ada.must("attachments.finish", { id, sha256: sha256(bytes) });
    const answer = await get(world, id);
    expect([answer.status, answer.headers["content-length"]]).toEqual([200, String(bytes.length)]);
    expect(answer.bytes.equals(bytes)).toBe(true);
  });

  it("may be empty", async () => {
    await using world = await openWorld();
    const id = await add(world, Buffer.alloc(0));
    const answer = await get(world, id);
    expect([answer.status, answer.bytes.length, answer.headers["content-length"]]).toEqual([200, 0, "0"]);
  });

  it("is never anything that a browser runs or shows, whatever it holds and is called", async () => {
    await using world = await openWorld();
    const names = [
      "a.html",
      "a.svg",
      "a.svgz",
      "a.pdf",
      "../../x",
      "CON",
      "a\u202Efdp.exe",
      "👩‍🚀".repeat(40),
    ];
    const script = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    for (const name of names) {
      const id = await add(world, script, name);
      const { headers } = await get(world, id);
      expect(headers).toMatchObject({
        "content-type": "application/octet-stream",
        "content-disposition": "attachment",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
      });
    }
  });

  it("gives a range of its bytes", async () => {
    await using world = await openWorld();
    const bytes = bytesOf(CHUNK_BYTES + 1000);
    const id = await add(world, bytes);
    const size = bytes.length;
    const ranges: [string, number, number][] = [
      ["bytes=0-0", 0, 1],
      ["bytes=262140-262150", 262_140, 262_151],
      ["bytes=-5", size - 5, size],
      ["bytes=5-", 5, size],
      [`bytes=0-${size * 2}`, 0, size],
    ];
    for (const [range, start, end] of ranges) {
      const answer = await get(world, id, { range });
      const expected = [206, `bytes ${start}-${end - 1}/${size}`];
      expect([range, answer.status, answer.headers["content-range"]]).toEqual([range, ...expected]);
      expect(answer.bytes.equals(bytes.subarray(start, end))).toBe(true);
    }
    for (const range of ["bytes=0-1,5-6", "bytes=9-3", "bytes=-", "items=0-1", "bytes=a-b", "nonsense"])
      expect([range, (await get(world, id, { range })).status]).toEqual([range, 200]);
    for (const range of [`bytes=${size}-`, "bytes=-0", "bytes=999999999999-"]) {
      const answer = await get(world, id, { range });
      expect([answer.status, answer.headers["content-range"]]).toEqual([416, `bytes */${size}`]);
    }
    expect((await get(world, id, { range: "bytes=0-0", "if-range": '"x"' })).status).toBe(200);
  });

  it("whose chunk is damaged ends short of its length, and the log names the chunk", async () => {
    await using world = await openWorld();
    const id = await add(world, bytesOf(3 * CHUNK_BYTES));
    const damage = (no: number) => {
      const raw = new Database(join(world.server.dataFolder, "vault.sqlite"));
      raw.prepare("UPDATE attachment_chunks SET sealed = zeroblob(0) WHERE no = ?").run(no);
      raw.close();
    };
    damage(2);
    await expect(get(world, id)).rejects.toThrow();
    damage(0);
    expect(refusalIn(await get(world, id))).toEqual([
      422,
      "RECORD_DAMAGED",
      { table: "attachments", ids: [id] },
    ]);
    const logged = world.server.logLines.filter((line) => line.includes("attachment-damaged"));
    expect(logged.map((line) => JSON.parse(line).chunk)).toEqual([2, 0]);
    expect(world.server.logLines.filter((line) => line.includes('"bug"'))).toEqual([]);
  });
});

describe("the routes of a file's bytes", () => {
  it("are closed to who has no token or no passphrase, and to a page's own elements", async () => {
    await using world = await openWorld();
    const id = await add(world, bytesOf(10));
    const { "x-opp-phrase-base64": _, ...locked } = world.ada.headers;
    for (const method of ["GET", "PUT"]) {
      const ask = (headers: Record<string, string>) =>
        world.server.ask(pathOf(id), { method, headers, ...(method === "PUT" && { body: "x" }) });
      expect((await ask({})).status).toBe(401);
      expect((await ask(locked)).status).toBe(428);
      expect((await ask({ ...world.ada.headers, "x-opp-phrase-base64": "d3Jvbmcgb25l" })).status).toBe(403);
    }
    // What a browser says of a navigation, an image, a frame and a script.
    for (const destination of ["document", "image", "iframe", "script"]) {
      const headers = { "sec-fetch-dest": destination, "sec-fetch-site": "same-origin" };
      expect((await world.server.ask(pathOf(id), { headers })).status).toBe(401);
    }
  });

  it("know another account's file as little as an unknown one", async () => {
    await using world = await openWorld();
    const [ready, arriving] = [await add(world, bytesOf(10)), await begin(world, 10)];
    const bob = await world.server.person("bob");
    const other = { ...world, ada: bob };
    for (const id of [ready, arriving, 900_000]) {
      const notFound = [404, "NOT_FOUND", { table: "attachments", ids: [id] }];
      expect(refusalIn(await get(other, id))).toEqual(notFound);
      expect(refusalIn(await put(other, id, bytesOf(10)))).toEqual(notFound);
      const inVault = { headers: octets(bob) };
      const asked = await world.server.ask(pathOf(id, "?vaultId=1"), inVault);
      expect(refusalIn(asked)).toEqual([404, "NOT_FOUND", { table: "vaults" }]);
    }
    expect(
      ((await world.ada.must("attachments.get", { id: arriving })) as { received: number }).received,
    ).toBe(0);
  });

  it("let a reader read and not write", async () => {
    await using world = await openWorld();
    const [ready, arriving] = [await add(world, bytesOf(10)), await begin(world, 10)];
    const { user } = (await world.ada.must("account.get")) as { user: { id: number } };
    const reader = { role: "reader", state: "member" } as const;
    await world.server.vault.store.vaults.setMembership(asVaultId(user.id), asUserId(user.id), reader);
    expect((await get(world, ready)).status).toBe(200);
    expect(refusalIn(await put(world, arriving, bytesOf(10)))).toEqual([403, "ROLE_INSUFFICIENT", {}]);
  });

  it("take no other type, no compression, no expectation, no nonsense", async () => {
    await using world = await openWorld();
    const id = await begin(world, 10);
    const body = bytesOf(10);
    const withHeaders = (headers: Record<string, string>) =>
      put(world, id, body, 0, { headers: { ...octets(world.ada), ...headers } });
    expect((await withHeaders({ "content-type": "application/json" })).status).toBe(415);
    expect((await withHeaders({ "content-encoding": "gzip" })).status).toBe(415);
    const expecting = openPut(world, id, { expect: "200-ok", "content-length": 10 });
    expecting.flushHeaders();
    expect((await answerTo(expecting)).statusCode).toBe(417);
    for (const query of [
      "?from=-1",
      "?from=1.5",
      "?from=x",
      "?from=99999999999999999",
      "?form=0",
      "?vaultId=0",
    ]) {
      const answer = await world.server.ask(pathOf(id, query), {
        method: "PUT",
        headers: octets(world.ada),
        body,
      });
      expect([query, answer.status]).toEqual([query, 400]);
    }
    for (const path of ["/api/attachments/0/bytes", "/api/attachments/x/bytes", "/api/attachments/1e3/bytes"])
      expect([path, (await world.server.ask(path, { headers: world.ada.headers })).status]).toEqual([
        path,
        400,
      ]);
    expect((await put(world, id, body)).json()).toEqual({ received: 10, done: true });
  });

  it("take parts of 8 MiB and no more, and close on a refused part without reading it", async () => {
    await using world = await openWorld();
    const id = await begin(world, LIMITS.filePartBytes + 1);
    const outgoing = openPut(world, id, { "content-length": LIMITS.filePartBytes + 1 });
    outgoing.flushHeaders();
    const refused = await answerTo(outgoing);
    expect([refused.statusCode, refused.headers.connection]).toEqual([413, "close"]);
    const unknown = openPut(world, 900_000, { "content-length": LIMITS.filePartBytes });
    unknown.flushHeaders();
    const notFound = await answerTo(unknown);
    expect([notFound.statusCode, notFound.headers.connection]).toEqual([404, "close"]);
  });

  it("keep the whole chunks of a part that breaks off", async () => {
    await using world = await openWorld();
    const bytes = bytesOf(3 * CHUNK_BYTES);
    const id = await begin(world, bytes.length);
    const outgoing = openPut(world, id, { "content-length": bytes.length });
    outgoing.write(bytes.subarray(0, CHUNK_BYTES + 1000));
    const received = async () =>
      ((await world.ada.must("attachments.get", { id })) as { received: number }).received;
    await expect.poll(received).toBe(CHUNK_BYTES);
    outgoing.destroy();
    const rest = await put(world, id, bytes.subarray(CHUNK_BYTES), CHUNK_BYTES);
    expect(rest.json()).toEqual({ received: bytes.length, done: true });
    expect(world.server.logLines.filter((line) => line.includes('"bug"'))).toEqual([]);
  });

  it("take two parts of an account at once; a third gets 503 with Retry-After", async () => {
    await using world = await openWorld();
    const slow = await Promise.all(
      [1, 2].map(async () => {
        const id = await begin(world, 100);
        const outgoing = openPut(world, id, { "content-length": 100 });
        outgoing.write("1");
        return { id, outgoing, answer: answerTo(outgoing) };
      }),
    );
    const third = await begin(world, 10);
    await expect.poll(async () => (await put(world, third, bytesOf(10))).status).toBe(503);
    const refused = await put(world, third, bytesOf(10));
    expect([refused.headers["retry-after"], refusalIn(refused)[1]]).toEqual(["2", "BUSY"]);
    const bob = await world.server.person("bob");
    const bobs = { ...world, ada: bob, itemId: await addItem(bob) };
    const ofBob = await begin(bobs, 10);
    expect((await put(bobs, ofBob, bytesOf(10))).status).toBe(200);
    for (const { outgoing } of slow) outgoing.end(bytesOf(99));
    for (const { answer } of slow) expect((await answer).statusCode).toBe(200);
    expect((await put(world, third, bytesOf(10))).status).toBe(200);
  });
});

describe("what a file leaves on the disk", () => {
  it("is neither its name, nor its type, nor its content", async () => {
    await using world = await openWorld();
    const marked = "MARKED-CONTENT-OF-A-FILE";
    const { id } = (await world.ada.must("attachments.begin", {
      itemId: world.itemId,
      name: "MARKED-NAME",
      type: "MARKED-TYPE",
      bytes: marked.length,
    })) as { id: number };
    await put(world, id, Buffer.from(marked));
    await world.ada.must("attachments.finish", { id });
    for (const file of ["vault.sqlite", "vault.sqlite-wal"]) {
      const bytes = readFileSync(join(world.server.dataFolder, file));
      expect([file, bytes.includes("MARKED")]).toEqual([file, false]);
    }
    expect(world.server.logLines.join("\n")).not.toContain("MARKED");
  });

  it("is whole in a backup that is made while another arrives", async () => {
    await using world = await openWorld();
    const ready = await add(world, bytesOf(CHUNK_BYTES + 5));
    const arriving = await begin(world, 3 * CHUNK_BYTES);
    await put(world, arriving, bytesOf(CHUNK_BYTES));
    const target = join(world.server.dataFolder, "backup.sqlite");
    const source = join(world.server.dataFolder, "vault.sqlite");
    const steps = writeBackup({ source, target, replace: false, now: 0 });
    let step = steps.next();
    let received = CHUNK_BYTES;
    while (!step.done) {
      if (received < 3 * CHUNK_BYTES) {
        await put(world, arriving, bytesOf(CHUNK_BYTES), received);
        received += CHUNK_BYTES;
      }
      step = steps.next();
    }
    const inspection = inOneGo(inspectDatabase(target, MIGRATIONS_FOLDER));
    const owner = { username: "ada", passphrase: world.ada.passphrase };
    const found = await verifyDatabase(world.server.vault, inspection, { owner });
    expect(found.problems).toEqual([]);
    const files = [...inspection.files()].map(({ id, state }) => [id, state]);
    expect(files).toEqual([
      [ready, "ready"],
      [arriving, "arriving"],
    ]);
    inspection.close();
  });

  it("is what arrived before the disk was full, and it continues when the disk has room", async () => {
    await using world = await openWorld({ maxPages: 400 });
    const id = await begin(world, 40 * CHUNK_BYTES);
    const answer = await put(world, id, bytesOf(20 * CHUNK_BYTES));
    expect(refusalIn(answer).slice(0, 2)).toEqual([507, "STORAGE_FULL"]);
    const { received } = (await world.ada.must("attachments.get", { id })) as { received: number };
    expect(received).toBeGreaterThan(0);
    expect(received % CHUNK_BYTES).toBe(0);
    await world.ada.must("attachments.remove", { ids: [id] });
    const again = await begin(world, CHUNK_BYTES);
    expect((await put(world, again, bytesOf(CHUNK_BYTES))).status).toBe(200);
  });
});
