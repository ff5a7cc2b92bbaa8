import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { readFile } from "@opp/transfer/recognise/read-file";
import { writeKdbx } from "@opp/transfer/write/keepass/write-kdbx";
import type { ChildServer } from "./child-server.ts";
import { call } from "./http-calls.ts";
import { CATEGORY_COUNT, madeUpItems } from "./made-up-items.ts";
import { type Row, row } from "./row.ts";
import { spread } from "./statistics.ts";
import { openVaultSession, SECRETS, type VaultSession } from "./vault-session.ts";

const ITEMS = 10_000;
const MANY_ITEMS = 50_000;
const PART_BYTES = 8 * 2 ** 20;
const FILE_PASSWORD = "the password of the bench's file";
const MOST_RATIO = 1.5;
const MOST_SECONDS = 15;
const MOST_HELD_MS = 50;
const MOST_MIB = 250;

/** A file of another manager, and the items in it. */
interface ForeignFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly password: string | null;
  readonly items: number;
}

interface Imported {
  readonly milliseconds: number;
  readonly processorMs: number;
}

/** Moving in from KeePass and Bitwarden, and out into our own archive. */
export async function* transferRows(
  server: ChildServer,
  floor: ChildServer,
  { vault, runs, many }: { readonly vault: VaultSession; readonly runs: number; readonly many: boolean },
): AsyncGenerator<Row> {
  const bitwarden = bitwardenFile(ITEMS);
  for (const file of [await kdbxFile(bitwarden), bitwarden]) yield* importRows(server, floor, file, runs);
  if (many) yield* manyRows(server, bitwardenFile(MANY_ITEMS));
  yield await exportRow(server, floor, vault, runs);
}

/** The floor reads the same file by the same reader in its own process, with nothing around it, and creates the items. */
async function* importRows(
  server: ChildServer,
  floor: ChildServer,
  file: ForeignFile,
  runs: number,
): AsyncGenerator<Row> {
  const body = JSON.stringify({ items: madeUpItems(ITEMS, categoryIds()) });
  const ours: Imported[] = [];
  const bare: Imported[] = [];
  await server.longestHold();
  const memory = watchMemory(server);
  for (let run = 0; run <= runs; run += 1) {
    const imported = await importOnce(server, file);
    const parsed = await parseBare(file);
    const before = floor.processorMs();
    const created = await call(`${floor.url}/create`, {}, body);
    if (run === 0) continue;
    ours.push(imported);
    bare.push({
      milliseconds: parsed.milliseconds + created.milliseconds,
      processorMs: parsed.processorMs + floor.processorMs() - before,
    });
  }
  const above = memory.stop();
  const hold = await server.longestHold();
  const median = (all: readonly Imported[]) => spread(all.map(({ milliseconds }) => milliseconds)).median;
  const work = (all: readonly Imported[]) => spread(all.map(({ processorMs }) => processorMs)).median;
  const ratio = median(ours) / median(bare);
  const seconds = median(ours) / 1000;
  yield row(
    `import of ${ITEMS.toLocaleString("en")} items from ${file.name}, against parsing and the floor's create`,
    `${ratio.toFixed(2)} × floor`,
    `≤ ${MOST_RATIO} ×, ≤ ${MOST_SECONDS} s, held ≤ ${MOST_HELD_MS} ms`,
    ratio <= MOST_RATIO && seconds <= MOST_SECONDS && hold <= MOST_HELD_MS,
    `${seconds.toFixed(2)} s against ${(median(bare) / 1000).toFixed(2)} s; processor time ${(work(ours) / work(bare)).toFixed(2)} ×; event loop held ${hold.toFixed(0)} ms at most`,
    { ratio, seconds, longestHold: hold, processorRatio: work(ours) / work(bare) },
  );
  yield memoryRow(file.name, above);
}

async function* manyRows(server: ChildServer, file: ForeignFile): AsyncGenerator<Row> {
  await server.longestHold();
  const memory = watchMemory(server);
  const { milliseconds } = await importOnce(server, file);
  const above = memory.stop();
  const hold = await server.longestHold();
  const seconds = milliseconds / 1000;
  yield row(
    `import of ${file.items.toLocaleString("en")} items from ${file.name}`,
    `${seconds.toFixed(1)} s`,
    `passes, held ≤ ${MOST_HELD_MS} ms`,
    hold <= MOST_HELD_MS,
    `event loop held ${hold.toFixed(0)} ms at most; ${above.server.toFixed(0)} MiB above idle`,
    { seconds, longestHold: hold },
  );
}

const memoryRow = (name: string, { server, children }: Above): Row =>
  row(
    `the server's memory above idle while it imports from ${name}`,
    `${server.toFixed(0)} MiB`,
    `≤ ${MOST_MIB} MiB`,
    server <= MOST_MIB,
    `${children.toFixed(0)} MiB in the process that reads the file`,
    { server, children },
  );

/** From the first byte sent to the last item written, into an empty vault, because what a vault already has is skipped. */
async function importOnce(server: ChildServer, file: ForeignFile): Promise<Imported> {
  const vault = await openVaultSession(server.url, `moved in ${randomUUID()}`, 0);
  const ask = async (procedure: string, input: object) =>
    JSON.parse((await vault.mutate(procedure, JSON.stringify(input))).body.toString()).result.data;
  const before = server.processorMs();
  const startedAt = performance.now();
  const { uploadId } = await ask("imports.begin", { fileName: file.name, bytes: file.bytes.length });
  for (let from = 0; from < file.bytes.length; from += PART_BYTES)
    await putPart(
      `${server.url}/api/imports/${uploadId}/${from}`,
      vault.headers,
      file.bytes.subarray(from, from + PART_BYTES),
    );
  const preview = await ask("imports.preview", {
    uploadId,
    ...(file.password !== null && { password: file.password }),
  });
  if (preview.counts?.items !== file.items)
    throw new Error(`${file.name} was read as ${JSON.stringify(preview)}.`);
  await ask("imports.plan", { uploadId, plan: "merge", categoryId: null });
  for (;;) {
    const { state } = await ask("imports.run", { uploadId });
    if (state === "done") break;
    if (state !== "running") throw new Error(`The import ended as ${state}.`);
  }
  return {
    milliseconds: performance.now() - startedAt,
    processorMs: server.processorMs() - before,
  };
}

async function parseBare({ bytes, password, items }: ForeignFile): Promise<Imported> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const read = await readFile(new Uint8Array(bytes), { password, keyFile: null });
  if (read.items.length !== items) throw new Error("The reader lost items.");
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: performance.now() - startedAt, processorMs: (user + system) / 1000 };
}

/** The archive, but for two Argon2id runs: the account's password, and the file's passphrase. */
async function exportRow(
  server: ChildServer,
  floor: ChildServer,
  vault: VaultSession,
  runs: number,
): Promise<Row> {
  const wanted = JSON.stringify({
    password: SECRETS.password,
    format: "opp",
    filePassphrase: FILE_PASSWORD,
    scope: { part: "everything" },
    history: false,
    trash: false,
    files: false,
  });
  const times: { ours: number[]; fetch: number[]; argon2: number[] } = { ours: [], fetch: [], argon2: [] };
  let bytes = 0;
  await server.longestHold();
  for (let run = 0; run <= runs; run += 1) {
    const made = await call(`${server.url}/api/export`, vault.headers, wanted);
    const fetched = await vault.query("vault.fetchAll");
    const argon2 = await call(`${floor.url}/argon2id`, {}, "{}");
    bytes = made.body.length;
    if (run === 0) continue;
    times.ours.push(made.milliseconds);
    times.fetch.push(fetched.milliseconds);
    times.argon2.push(argon2.milliseconds);
  }
  const hold = await server.longestHold();
  const [ours, fetch, argon2] = [times.ours, times.fetch, times.argon2].map((all) => spread(all).median);
  const beyond = (ours ?? Number.NaN) - 2 * (argon2 ?? Number.NaN);
  const ratio = beyond / (fetch ?? Number.NaN);
  return row(
    `export of ${ITEMS.toLocaleString("en")} items into our archive, beyond two Argon2id runs`,
    `${ratio.toFixed(2)} × fetch all`,
    "≤ 2 ×",
    ratio <= 2,
    `${beyond.toFixed(0)} against ${fetch?.toFixed(0)} ms, ${(bytes / 2 ** 20).toFixed(1)} MiB; event loop held ${hold.toFixed(0)} ms at most`,
    { ratio, beyond, fetch: fetch ?? Number.NaN, longestHold: hold },
  );
}

interface Above {
  readonly server: number;
  readonly children: number;
}

function watchMemory(server: ChildServer): { stop(): Above } {
  const idle = server.memoryMib();
  let most = { server: idle, children: 0 };
  const watch = setInterval(() => {
    most = {
      server: Math.max(most.server, server.memoryMib()),
      children: Math.max(most.children, server.childrenMib()),
    };
  }, 20);
  return {
    stop() {
      clearInterval(watch);
      return { server: most.server - idle, children: most.children };
    },
  };
}

const categoryIds = () => Array.from({ length: CATEGORY_COUNT }, (_, index) => index + 1);

/** Bitwarden's export in clear, with the bench's items in folders. */
function bitwardenFile(count: number): ForeignFile {
  const folders = categoryIds().map((id) => ({ id: `folder-${id}`, name: `Category ${id}` }));
  const items = madeUpItems(count, categoryIds()).map((item, index) => ({
    id: `item-${index}`,
    folderId: `folder-${item.categoryId}`,
    type: 1,
    name: item.name,
    notes: item.blob,
    favorite: false,
    fields: [{ name: "Customer number", value: item.account, type: 0 }],
    login: {
      username: item.username,
      password: item.password,
      totp: null,
      uris: [{ match: null, uri: item.url }],
    },
    creationDate: "2026-01-01T00:00:00.000Z",
    revisionDate: "2026-01-01T00:00:00.000Z",
  }));
  const bytes = Buffer.from(JSON.stringify({ encrypted: false, folders, items }));
  return { name: "Bitwarden", bytes, password: null, items: count };
}

/** The same items as a KeePass database, with its usual Argon2id. */
async function kdbxFile({ bytes, items: count }: ForeignFile): Promise<ForeignFile> {
  const { categories, items } = await readFile(new Uint8Array(bytes), {
    password: null,
    keyFile: null,
  });
  const pieces: Uint8Array[] = [];
  const written = { name: "The bench", seed: "bench", categories, items };
  for await (const piece of writeKdbx(written, { password: FILE_PASSWORD, now: Date.now() }))
    pieces.push(piece);
  return { name: "KDBX", bytes: Buffer.concat(pieces), password: FILE_PASSWORD, items: count };
}

function putPart(url: string, headers: Record<string, string>, part: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const all = {
      ...headers,
      "content-type": "application/octet-stream",
      "content-length": String(part.length),
    };
    const sent = request(url, { method: "PUT", headers: all }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`A part was answered with ${response.statusCode}.`)),
      );
    });
    sent.on("error", reject);
    sent.end(part);
  });
}
