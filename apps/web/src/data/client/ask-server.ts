import { CallFault, type Fault } from "../../base/call-fault.ts";
import { noteServerTime } from "../../base/server-clock.ts";

/** What the classification needs of the browser. */
export interface AskDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly isOnline: () => boolean;
  /** Whether the page's own policy refused a request since the last question. */
  readonly wasRefusedByPolicy: () => boolean;
}

const PROBE_MILLISECONDS = 5000;

/**
 * One request to the server. It ends with an answer of OpenPassPhrase or with the reason why there is none.
 * @throws CallFault; or the abort's own error
 */
export async function askServer(
  deps: AskDeps,
  url: string,
  { milliseconds, ...init }: Omit<RequestInit, "redirect"> & { readonly milliseconds: number },
): Promise<Response> {
  const timeout = AbortSignal.timeout(milliseconds);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  const sentAt = Date.now();
  let answer: Response;
  try {
    // A proxy's redirect to its own login page is an answer, too, which following it would hide.
    answer = await deps.fetch(url, { ...init, signal, redirect: "manual" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new CallFault(timeout.aborted ? "TIMEOUT" : await whyNoAnswer(deps));
  }
  const fault = faultOfAnswer(answer);
  if (fault) throw new CallFault(fault);
  noteServerTime(answer.headers.get("date"), sentAt);
  return answer;
}

/** The server answers its procedures in JSON, whatever it answers. */
function faultOfAnswer(answer: Response): Fault | null {
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(answer.headers.get("content-type") ?? "");
  if (isJson && answer.type !== "opaqueredirect") return null;
  return answer.status >= 500 ? "SERVER_DOWN" : "NOT_OURS";
}

/** A browser doesn't say why a request failed, so two more that need nothing are tried: one of the app's kind, and one of another. */
async function whyNoAnswer(deps: AskDeps): Promise<Fault> {
  if (!deps.isOnline()) return "OFFLINE";
  if (deps.wasRefusedByPolicy()) return "BLOCKED";
  const isAnswered = async (path: string) => {
    try {
      const signal = AbortSignal.timeout(PROBE_MILLISECONDS);
      await deps.fetch(path, { cache: "no-store", credentials: "omit", redirect: "manual", signal });
      return true;
    } catch {
      return false;
    }
  };
  const isThere = await isAnswered("/healthz");
  return isThere && !(await isAnswered("/api/trpc/system.status")) ? "BLOCKED" : "UNREACHABLE";
}

/** The browser itself. */
export function browserDeps(): AskDeps {
  let refusedAt = Number.NEGATIVE_INFINITY;
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, disposition }) => {
    if (effectiveDirective === "connect-src" && disposition === "enforce") refusedAt = performance.now();
  });
  return {
    fetch: (url, init) => fetch(url, init),
    isOnline: () => navigator.onLine,
    wasRefusedByPolicy: () => performance.now() - refusedAt < 1000,
  };
}
