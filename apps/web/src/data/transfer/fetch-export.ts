import type { SentExport } from "@opp/core/schemas/exports";
import { CallFault } from "../../base/call-fault.ts";
import { refusalIn, sessionHeaders } from "../client/session-headers.ts";

/**
 * An export as a file. The type is never the file's own: this page shows nothing of it.
 * @param options.onBytes hears how many bytes have come; how many there will be is unknown
 */
export async function fetchExport(
  request: SentExport,
  { onBytes, signal }: { readonly onBytes: (received: number) => void; readonly signal: AbortSignal },
): Promise<Blob> {
  let answer: Response;
  try {
    answer = await fetch("/api/export", {
      method: "POST",
      headers: { ...sessionHeaders(), "content-type": "application/json" },
      body: JSON.stringify(request),
      cache: "no-store",
      redirect: "manual",
      signal,
    });
  } catch {
    throw new CallFault(navigator.onLine ? "UNREACHABLE" : "OFFLINE");
  }
  if (!answer.ok) throw refusalIn(await answer.json().catch(() => null));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = answer.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    pieces.push(next.value);
    received += next.value.length;
    onBytes(received);
  }
  return new Blob(pieces, { type: "application/octet-stream" });
}
