import { Readable } from "node:stream";
import type { ApiDeps } from "@opp/api/context";
import { VaultError } from "@opp/core/errors";
import { EXPORT_FORMATS } from "@opp/core/rules/export-formats";
import { exportRequest } from "@opp/core/schemas/exports";
import { openVault } from "@opp/core/vault/access/open-scope";
import type { UnlockedAccount } from "@opp/core/vault/access/unlock";
import { beginExport } from "@opp/core/vault/exports/begin-export";
import type { FastifyInstance } from "fastify";
import { limitBulkBodies } from "../http/body-limit.ts";
import { takeJson } from "../http/body-parsers.ts";
import { type GuardedCall, withStepUp } from "../http/guarded-route.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import { JsonBody } from "../http/json-body.ts";
import { DOWNLOAD_HEADERS } from "../http/security-headers.ts";
import { writeExport } from "./write-export.ts";

/** An export may name as many items as one call takes. */
const BODY_BYTES = 2 * 1024 * 1024;

/** `POST /api/export` answers a vault, or a part of it, as a file. It streams: nothing of it is on the server's disk, and no vault is in memory as a whole. */
export function registerExports(app: FastifyInstance, api: ApiDeps): void {
  app.register(async (scope) => {
    takeJson(scope, BODY_BYTES);
    limitBulkBodies(scope, api.tokens, { maxBytes: BODY_BYTES });
    scope.post(
      "/api/export",
      withStepUp(api, (call) => inHeavyLane(call, () => answer(call))),
    );
  });
}

async function answer({ opened, context, request, reply, signal }: GuardedCall<UnlockedAccount>) {
  const wanted = readRequest(request.body);
  const { deps } = context;
  const vault = await openVault(deps, opened, { vaultId: wanted.vaultId, role: "reader" });
  const content = await beginExport(deps, opened, { vault, request: wanted });
  const pieces = writeExport(content, {
    request: wanted,
    random: deps.random,
    now: deps.clock.now(),
    host: request.hostname,
    vaultId: vault.scope.vaultId,
  });
  reply
    .headers(DOWNLOAD_HEADERS)
    .header("x-opp-items", String(content.count))
    .header("x-opp-extension", EXPORT_FORMATS[wanted.format].extension);
  return Readable.from(pieces, { objectMode: false, signal });
}

function readRequest(body: unknown) {
  if (!(body instanceof JsonBody)) throw new HttpRefusal(400, "An export is asked for in JSON.");
  let value: unknown;
  try {
    value = body.value();
  } catch {
    throw new HttpRefusal(400, "The body isn't JSON.");
  }
  const read = exportRequest.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new VaultError("INVALID_INPUT", { field: issue?.path.map(String).join(".") ?? "" }, issue?.message);
}

/** One export per account at a time, and few per server: the place is held until the last byte has gone. */
function inHeavyLane(
  { context, opened, signal }: GuardedCall<UnlockedAccount>,
  open: () => Promise<Readable>,
): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const work = async () => {
      const stream = await open();
      resolve(stream);
      if (!stream.closed) await new Promise<void>((done) => stream.once("close", done));
    };
    context.deps.accountWork.heavy.run(opened.userId, work, { signal }).catch(reject);
  });
}
