import { request } from "node:http";
import type { ChildServer } from "./child-server.ts";
import { type Row, row } from "./row.ts";
import type { VaultSession } from "./vault-session.ts";

const MIB = 1024 * 1024;
const FILE_BYTES = 100 * MIB;
const PART_BYTES = 8 * MIB;
const MOST_SECONDS = 3;
const MOST_MIB = 64;

/** A file of 100 MiB up and down, and how far the server's memory rises. */
export async function* fileRows(server: ChildServer, vault: VaultSession): AsyncGenerator<Row> {
  const made = await vault.mutate("items.create", JSON.stringify({ items: [{ name: "With a file" }] }));
  const itemId: number = JSON.parse(made.body.toString()).result.data.items[0].id;
  const file = { itemId, name: "large.bin", bytes: FILE_BYTES };
  const begun = await vault.mutate("attachments.begin", JSON.stringify(file));
  const { id } = JSON.parse(begun.body.toString()).result.data;
  const address = `${server.url}/api/attachments/${id}/bytes`;
  const idle = server.memoryMib();
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, server.memoryMib());
  }, 20);
  try {
    const part = Buffer.alloc(PART_BYTES, 7);
    const up = await timed(async () => {
      for (let from = 0; from < FILE_BYTES; from += PART_BYTES)
        await exchange(`${address}?from=${from}`, vault.headers, part.subarray(0, FILE_BYTES - from));
      await vault.mutate("attachments.finish", JSON.stringify({ id }));
    });
    const down = await timed(() => exchange(address, vault.headers, null));
    for (const [what, seconds] of [
      ["up, read back once,", up],
      ["down", down],
    ] as const)
      yield row(
        `a file of 100 MiB ${what} on loopback`,
        `${seconds.toFixed(2)} s`,
        `≤ ${MOST_SECONDS} s`,
        seconds <= MOST_SECONDS,
        `${(FILE_BYTES / MIB / seconds).toFixed(0)} MiB/s`,
        { seconds },
      );
    const above = most - idle;
    yield row(
      "the server's memory above idle during that",
      `${above.toFixed(0)} MiB`,
      `≤ ${MOST_MIB} MiB`,
      above <= MOST_MIB,
      `from ${idle.toFixed(0)} to ${most.toFixed(0)}`,
      { above },
    );
  } finally {
    clearInterval(watch);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** One request whose answer is counted and dropped as it comes. @throws Error unless 200 */
function exchange(url: string, headers: Record<string, string>, body: Buffer | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const all = { ...headers, ...(body && { "content-type": "application/octet-stream" }) };
    const sent = request(url, { method: body ? "PUT" : "GET", headers: all }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`The file's bytes were answered with ${response.statusCode}.`));
      });
    });
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}
