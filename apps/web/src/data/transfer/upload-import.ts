import { CallFault } from "../../base/call-fault.ts";
import { askServer, browserDeps } from "../client/ask-server.ts";
import { refusalIn, sessionHeaders } from "../client/session-headers.ts";

const PATIENCE_MILLISECONDS = 120_000;

/** Sends a file that is to be imported, part by part. @param onSent gets the number of bytes that have arrived. */
export async function uploadImport(
  { uploadId, partBytes }: { readonly uploadId: string; readonly partBytes: number },
  file: Blob,
  onSent: (bytes: number) => void,
): Promise<void> {
  for (let from = 0; from < file.size; from += partBytes) {
    const answer = await askServer(browserDeps(), `/api/imports/${uploadId}/${from}`, {
      method: "PUT",
      headers: { ...sessionHeaders(), "content-type": "application/octet-stream" },
      body: file.slice(from, from + partBytes),
      signal: null,
      milliseconds: PATIENCE_MILLISECONDS,
    });
    if (!answer.ok) throw refusalIn(await answer.json().catch(() => null));
    onSent(Math.min(from + partBytes, file.size));
  }
  if (file.size === 0) throw new CallFault("NOT_OURS");
}
