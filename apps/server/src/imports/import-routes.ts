import { Readable } from "node:stream";
import type { ApiDeps } from "@opp/api/context";
import { VaultError } from "@opp/core/errors";
import { LIMITS } from "@opp/core/rules/limits";
import { importPart, receivedPart } from "@opp/core/schemas/imports";
import { openScope } from "@opp/core/vault/access/open-scope";
import type { UnlockedAccount } from "@opp/core/vault/access/unlock";
import { receiveImportPart } from "@opp/core/vault/incoming/receive-import";
import type { FastifyInstance } from "fastify";
import { limitBulkBodies } from "../http/body-limit.ts";
import { takeByteStreams } from "../http/body-parsers.ts";
import { type GuardedCall, withPassphrase } from "../http/guarded-route.ts";

/** A part of a file to import: which upload, and the byte that the part begins with. */
interface PartRoute {
  readonly Params: { readonly uploadId: string; readonly from: string };
}

/** Takes the parts of files to import, into memory. They are begun, read and imported by procedures. */
export function registerImportRoutes(app: FastifyInstance, api: ApiDeps): void {
  app.register(async (scope) => {
    takeByteStreams(scope);
    limitBulkBodies(scope, api.tokens, { maxBytes: LIMITS.importPartBytes });
    scope.put<PartRoute>(
      "/api/imports/:uploadId/:from",
      withPassphrase(api, (call) => receive(api, call)),
    );
  });
}

async function receive(
  api: ApiDeps,
  { opened, request, signal }: GuardedCall<UnlockedAccount>,
): Promise<{ received: number }> {
  const place = importPart.safeParse(request.params);
  if (!place.success) throw new VaultError("NOT_FOUND", { table: "imports" });
  const scope = await openScope(api.vault, opened.userId, { role: "editor", by: opened.live.sessionId });
  // Before the part is read: its file may not exist.
  api.vault.importDesk.find(scope, place.data.uploadId);
  const part = await readWhole(request.body);
  signal.throwIfAborted();
  return receivedPart.parse(receiveImportPart(api.vault, scope, { ...place.data, part }));
}

async function readWhole(body: unknown): Promise<Uint8Array> {
  if (!(body instanceof Readable)) return new Uint8Array(0);
  const pieces: Buffer[] = [];
  for await (const piece of body) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
