import { requireSession, requireUnlocked } from "@opp/api/guards";
import type { FastifyRequest } from "fastify";
import { V1Refusal } from "../wire/refusal.ts";
import type { Endpoint, V1Call } from "./endpoint.ts";
import { contentTypeRefusal } from "./errors.ts";

/**
 * What is checked before a body is read, in v1's order: token, content type, passphrase. GETs bring neither body nor values to
 * refuse, so there the procedure itself does it, unless a header is missing.
 * @throws V1Refusal, and what the procedures throw.
 */
export async function passGate(endpoint: Endpoint, request: FastifyRequest, call: V1Call): Promise<void> {
  const { token, passphrase, sentPassphrase } = call.credentials;
  const isReading = request.method === "GET" || request.method === "HEAD";
  const contentTypeProblem = isReading ? null : findContentTypeProblem(request.headers["content-type"]);
  const refusal =
    contentTypeProblem !== null
      ? contentTypeRefusal(endpoint, contentTypeProblem)
      : endpoint.guard === "passphrase" && !passphrase
        ? V1Refusal.badRequest(
            sentPassphrase ? "Incorrect passphrase supplied!" : "Passphrase header missing!",
          )
        : null;
  if (endpoint.guard === "token" || endpoint.guard === "passphrase") {
    // The router's own reading of a token with a space would be that it is malformed.
    if (token?.includes(" ")) throw V1Refusal.unauthorized("Invalid JWT header", "Token contains spaces");
    if (refusal || endpoint.guard === "token") await requireSession(call.context);
    else if (!isReading) (await requireUnlocked(call.context))[Symbol.dispose]();
  }
  if (refusal) throw refusal;
}

function findContentTypeProblem(contentType: string | undefined): string | null {
  if (!contentType) return "Mising Content-Type";
  return /^application\/json\s*(;|$)/i.test(contentType) ? null : "Invalid Content-Type";
}
