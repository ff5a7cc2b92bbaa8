import { createHash } from "node:crypto";
import { join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { Person } from "./person.ts";
import { startProcess } from "./test-process.ts";

const CHUNK_BYTES = 262_144;

describe("kill -9 in the middle of a file", () => {
  it("loses no chunk that was written, and the rest of the file makes it whole", async () => {
    await using folder = await tempFolder();
    const environment = { OPP_RATE_LIMITS: "off" };
    const bytes = Buffer.alloc(24 * CHUNK_BYTES + 5, "some content of a file. ");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    let person: Person | null = null;
    let id = 0;
    for (let round = 0; round < 2; round += 1) {
      await using server = await startProcess(environment, folder.path);
      const url = String(server.url);
      if (person === null) {
        person = await Person.register(url, "ada");
        const { items } = (await person.must("items.create", { items: [{ name: "Scan" }] })) as {
          items: { id: number }[];
        };
        const file = { itemId: items[0]?.id, name: "scan.pdf", bytes: bytes.length };
        ({ id } = (await person.must("attachments.begin", file)) as { id: number });
      } else person = person.at(url);
      const ada = person;
      const received = async () =>
        ((await ada.must("attachments.get", { id })) as { received: number }).received;
      const from = await received();
      expect(from % CHUNK_BYTES).toBe(0);
      const sending = ask(`${url}/api/attachments/${id}/bytes?from=${from}`, {
        method: "PUT",
        headers: { ...ada.headers, "content-type": "application/octet-stream" },
        body: bytes.subarray(from),
      }).then(
        ({ status }) => status,
        () => null,
      );
      if (round === 0) {
        await expect.poll(received, { interval: 1 }).toBeGreaterThan(from);
        server.child.kill("SIGKILL");
        await Promise.all([sending, server.exited]);
        continue;
      }
      expect(await sending).toBe(200);
      expect(await ada.must("attachments.finish", { id, sha256 })).toMatchObject({ sha256, state: "ready" });
    }
    const database = new Database(join(folder.path, "data", "vault.sqlite"));
    expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(database.pragma("foreign_key_check")).toEqual([]);
    expect(database.prepare("SELECT count(*) FROM attachment_chunks").pluck().get()).toBe(25);
    database.close();
  });
});
