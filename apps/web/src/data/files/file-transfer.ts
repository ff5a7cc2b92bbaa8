import { CHUNK_BYTES } from "@opp/core/rules/chunk-size";
import { CallFault } from "../../base/call-fault.ts";
import { askServer, browserDeps } from "../client/ask-server.ts";
import { refusalIn, sessionHeaders } from "../client/session-headers.ts";

/** Bytes sent in one request: progress shows after each, and little is lost with a broken one. */
const PART_BYTES = 8 * CHUNK_BYTES;
const PATIENCE_MILLISECONDS = 120_000;

/** Sends the bytes of a file from `from` on, one part. @returns how many the server has now. */
export async function sendPart(
  id: number,
  file: Blob,
  { from, signal }: { readonly from: number; readonly signal: AbortSignal },
): Promise<number> {
  const answer = await askServer(browserDeps(), `${addressOf(id)}?from=${from}`, {
    method: "PUT",
    headers: { ...sessionHeaders(), "content-type": "application/octet-stream" },
    body: file.slice(from, from + PART_BYTES),
    signal,
    milliseconds: PATIENCE_MILLISECONDS,
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw refusalIn(body);
  const received: unknown = Reflect.get(Object(body), "received");
  if (typeof received !== "number") throw new CallFault("NOT_OURS");
  return received;
}

/** All bytes of a file. The type is never the file's own: nothing that came from a disk is shown by this page. */
export async function fetchFile(id: number): Promise<Blob> {
  let answer: Response;
  try {
    answer = await fetch(addressOf(id), { headers: sessionHeaders(), cache: "no-store", redirect: "manual" });
  } catch {
    throw new CallFault(navigator.onLine ? "UNREACHABLE" : "OFFLINE");
  }
  if (!answer.ok) throw refusalIn(await answer.json().catch(() => null));
  // A damaged chunk ends the connection short of the length, which rejects here.
  return new Blob([await answer.arrayBuffer()], { type: "application/octet-stream" });
}

const addressOf = (id: number): string => `/api/attachments/${id}/bytes`;
