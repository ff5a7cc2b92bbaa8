import { CallFault } from "../../base/call-fault.ts";

/** The browser's window for passkeys, which few pages need. @throws CallFault where its code can't be fetched */
export async function loadCeremony() {
  try {
    return await import("./ceremony.ts");
  } catch {
    throw new CallFault(navigator.onLine ? "UNREACHABLE" : "OFFLINE");
  }
}
