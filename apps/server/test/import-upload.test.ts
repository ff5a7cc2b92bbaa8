import { expectedOf, fixture } from "@opp/transfer/testing/fixtures";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import type { Person } from "./person.ts";
import { testServer } from "./test-server.ts";

const PART_BYTES = 8 * 1024 * 1024;

const begin = async (person: Person, bytes: number) =>
  ((await person.must("imports.begin", { fileName: "file", bytes })) as { uploadId: string }).uploadId;

const put = (
  person: Person,
  uploadId: string,
  from: number | string,
  body: Buffer,
  type = "application/octet-stream",
) =>
  ask(`${person.url}/api/imports/${uploadId}/${from}`, {
    method: "PUT",
    headers: { ...person.headers, "content-type": type },
    body,
  });

describe("the parts of a file to import", () => {
  it("come in order, and once more without harm", async () => {
    await using server = await testServer();
    const ada = await server.person();
    const uploadId = await begin(ada, 6);
    expect((await put(ada, uploadId, 3, Buffer.from("def"))).status).toBe(400);
    expect((await put(ada, uploadId, 0, Buffer.from("abc"))).json()).toEqual({ received: 3 });
    expect((await put(ada, uploadId, 0, Buffer.from("abc"))).json()).toEqual({ received: 3 });
    expect((await ada.call("imports.preview", { uploadId })).status).toBe(400);
    expect((await put(ada, uploadId, 3, Buffer.from("defg"))).status).toBe(400);
    expect((await put(ada, uploadId, 3, Buffer.from("def"))).json()).toEqual({ received: 6 });
    expect((await ada.call("imports.preview", { uploadId })).status).toBe(200);
  });

  it("are taken from their owner only, with token and passphrase, as bytes, and of a bounded size", async () => {
    await using server = await testServer();
    const ada = await server.person();
    const bob = await server.person("bob");
    const uploadId = await begin(ada, PART_BYTES + 1);
    const part = Buffer.from("abc");
    expect((await put(bob, uploadId, 0, part)).status).toBe(404);
    expect((await put(ada, "nonsense", 0, part)).status).toBe(404);
    expect((await put(ada, uploadId, "x", part)).status).toBe(404);
    expect((await put(ada, uploadId, 0, part, "text/plain")).status).toBe(415);
    expect((await put(ada, uploadId, 0, Buffer.alloc(PART_BYTES + 1))).status).toBe(413);
    const { authorization } = ada.headers;
    const headers = { ...(authorization && { authorization }), "content-type": "application/octet-stream" };
    const url = `${ada.url}/api/imports/${uploadId}/0`;
    expect((await ask(url, { method: "PUT", headers, body: part })).status).toBe(428);
    expect((await ask(url, { method: "PUT", body: part })).status).toBe(401);
  });

  it("make room for one file of an account, and a few of the server", async () => {
    await using server = await testServer();
    const people = await Promise.all(["a", "b", "c", "d", "e"].map((name) => server.person(name)));
    const [first, , , , last] = people;
    for (const person of people.slice(0, 4)) await begin(person, 10);
    expect((await last?.call("imports.begin", { fileName: "file", bytes: 10 }))?.status).toBe(503);
    if (first) await begin(first, 10);
    expect(server.vault.importDesk.size).toBe(4);
  });
});

describe("a file that is made to stop the server", () => {
  it.each([
    ["kdbx", "refuse-gzip-bomb.kdbx", "too-large"],
    ["kdbx", "refuse-cost-1TiB.kdbx", "too-costly"],
    ["bitwarden-json", "refuse-deep.json", "too-deep|damaged"],
    ["keepass-xml", "refuse-entities.xml", "damaged"],
  ])(
    "is refused with a reason, and the server keeps running: %s/%s",
    { timeout: 60_000 },
    async (folder, name, reason) => {
      await using server = await testServer();
      const ada = await server.person();
      const bytes = Buffer.from(fixture(folder, name));
      const uploadId = await begin(ada, bytes.length);
      await put(ada, uploadId, 0, bytes);
      const refusals = expectedOf(folder).flatMap((expected) => expected.refusals ?? []);
      const password = refusals.find(({ file }) => file === name)?.password ?? undefined;
      const preview = await ada.must("imports.preview", { uploadId, password });
      expect(preview).toMatchObject({ outcome: "refused", reason: expect.stringMatching(reason) });
      expect((await ada.call("items.list")).status).toBe(200);
    },
  );
});
