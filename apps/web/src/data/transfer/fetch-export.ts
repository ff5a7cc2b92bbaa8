import type { SentExport } from "@opp/core/schemas/exports";
import { CallFault } from "../../base/call-fault.ts";
import { refusalIn, sessionHeaders } from "../client/session-headers.ts";

/** An export as a file. The type is never the file's own: this page shows nothing of it. */
export async function fetchExport(request: SentExport): Promise<Blob> {
  let answer: Response;
  try {
    answer = await fetch("/api/export", {
      method: "POST",
      headers: { ...sessionHeaders(), "content-type": "application/json" },
      body: JSON.stringify(request),
      cache: "no-store",
      redirect: "manual",
    });
  } catch {
    throw new CallFault(navigator.onLine ? "UNREACHABLE" : "OFFLINE");
  }
  if (!answer.ok) throw refusalIn(await answer.json().catch(() => null));
  return new Blob([await answer.arrayBuffer()], { type: "application/octet-stream" });
}
