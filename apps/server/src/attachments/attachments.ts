import { Readable } from "node:stream";
import type { ApiDeps } from "@opp/api/context";
import { CHUNK_BYTES } from "@opp/core/cipher/chunk";
import { VaultError } from "@opp/core/errors";
import { FairLane } from "@opp/core/fair-lane";
import { type AttachmentId, asAttachmentId, asVaultId, type UserId, type VaultId } from "@opp/core/ids";
import { LIMITS } from "@opp/core/rules/limits";
import type { VaultRole } from "@opp/core/store/rows";
import { openVault } from "@opp/core/vault/access/open-scope";
import type { UnlockedAccount } from "@opp/core/vault/access/unlock";
import { openAttachment } from "@opp/core/vault/attachments/read-file";
import { receivePart } from "@opp/core/vault/attachments/receive-file";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { limitBulkBodies } from "../http/body-limit.ts";
import { takeByteStreams } from "../http/body-parsers.ts";
import { type GuardedCall, withPassphrase } from "../http/guarded-route.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import { DOWNLOAD_HEADERS } from "../http/security-headers.ts";
import { readQuery, refuseCompressed } from "../http/strict-text.ts";
import { readRange } from "./byte-range.ts";

/** Each holds a chunk and a connection; the last account finds a place while others send. */
const PARTS_AT_ONCE = { width: 8, queue: 0, eachWidth: 2, eachQueue: 0 } as const;

/** The bytes of files: parts come by PUT, all of it or a range goes by GET. In a separate scope, so that nothing else takes such bodies. */
export function registerAttachments(app: FastifyInstance, api: ApiDeps, log: Logger): void {
  const parts = new FairLane<UserId>(PARTS_AT_ONCE);
  app.register(async (scope) => {
    takeByteStreams(scope);
    limitBulkBodies(scope, api.tokens, { maxBytes: LIMITS.filePartBytes });
    scope.put(
      "/api/attachments/:id/bytes",
      withPassphrase(api, (call) => parts.run(call.opened.userId, () => receive(call))),
    );
    scope.get("/api/attachments/:id/bytes", {
      exposeHeadRoute: false,
      ...withPassphrase(api, (call) => send(call, log)),
    });
  });
}

async function receive(call: GuardedCall<UnlockedAccount>) {
  const { request, reply, context } = call;
  // A refused client would keep sending; after a body that was read whole, the connection stays open.
  const { body } = request;
  try {
    refuseCompressed(request.headers["content-encoding"]);
    const { id, vault, query } = await openPlace(call, "editor", ["from"]);
    const from = readNumber(query.get("from") ?? "0", "from");
    return await receivePart(context.deps, vault, { id, from, part: body instanceof Readable ? body : [] });
  } catch (error) {
    if (body instanceof Readable && !body.readableEnded) reply.header("connection", "close");
    throw error;
  }
}

async function send(call: GuardedCall<UnlockedAccount>, log: Logger) {
  const { request, reply, context } = call;
  const { id, vault } = await openPlace(call, "reader", []);
  const file = await openAttachment(context.deps, vault, {
    id,
    reportDamage: ({ no }) =>
      log.error({ requestId: request.id, attachment: id, chunk: no }, "attachment-damaged"),
  });
  const { bytes } = file.attachment;
  // Files don't change, but a client that asks whether this is still the one gets all of it.
  const asked = request.headers["if-range"] === undefined ? request.headers.range : undefined;
  const range = readRange(asked, bytes);
  if (range === "unsatisfiable") {
    reply.header("content-range", `bytes */${bytes}`);
    throw new HttpRefusal(416);
  }
  const chunks = file.read(range ?? undefined);
  // The first is opened before anything is answered, so that a damaged one is an error like any other.
  const first = await chunks.next();
  const length = range ? range.last - range.first + 1 : bytes;
  reply
    .code(range ? 206 : 200)
    .headers(DOWNLOAD_HEADERS)
    .header("accept-ranges", "bytes")
    .header("content-length", String(length));
  if (range) reply.header("content-range", `bytes ${range.first}-${range.last}/${bytes}`);
  return Readable.from(withFirst(first, chunks), { objectMode: false, highWaterMark: CHUNK_BYTES });
}

async function* withFirst(first: IteratorResult<Uint8Array, void>, rest: AsyncGenerator<Uint8Array, void>) {
  try {
    if (!first.done && first.value.length > 0) yield first.value;
    yield* rest;
  } finally {
    // A client that leaves early leaves the file's key in memory otherwise.
    await rest.return();
  }
}

/** The file and the vault that a request names. @throws VaultError */
async function openPlace(
  { opened, context, request }: GuardedCall<UnlockedAccount>,
  role: VaultRole,
  names: readonly string[],
) {
  const query = readQuery(request.url);
  for (const name of query.keys())
    if (name !== "vaultId" && !names.includes(name))
      throw invalid(name, "The address has an unknown parameter.");
  const id: AttachmentId = asAttachmentId(readId(Reflect.get(Object(request.params), "id"), "id"));
  const vaultId: VaultId | undefined = query.has("vaultId")
    ? asVaultId(readId(query.get("vaultId"), "vaultId"))
    : undefined;
  return { id, query, vault: await openVault(context.deps, opened, { vaultId, role }) };
}

function readId(text: unknown, field: string): number {
  const id = readNumber(text, field);
  if (id === 0) throw invalid(field, "An id must be positive.");
  return id;
}

function readNumber(text: unknown, field: string): number {
  if (typeof text === "string" && /^(?:0|[1-9]\d{0,15})$/.test(text)) {
    const number = Number(text);
    if (Number.isSafeInteger(number)) return number;
  }
  throw invalid(field, "This must be a whole number.");
}

const invalid = (field: string, message: string) => new VaultError("INVALID_INPUT", { field }, message);
