/** Why OpenPassPhrase gave no answer. Each has its own words: `texts.faults`. */
export type Fault =
  /** The device has no network. */
  | "OFFLINE"
  /** Nothing answers at this address. */
  | "UNREACHABLE"
  | "TIMEOUT"
  /** Something before the server answers that the server doesn't work, as proxies do. */
  | "SERVER_DOWN"
  /** Another program answers: a proxy's page, a network's login page. */
  | "NOT_OURS"
  /** The server can be reached, but the browser lets no request of the app through. */
  | "BLOCKED"
  /** The browser keeps no data for this site, so no session either. */
  | "STORAGE_BLOCKED"
  | "UNKNOWN";

/** A request without an answer of OpenPassPhrase, or one that wasn't sent because it couldn't succeed. */
export class CallFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault);
    this.name = "CallFault";
    this.fault = fault;
  }
}

/** While one of these lasts, the server can't be reached at all. */
const CONNECTION_FAULTS: ReadonlySet<string> = new Set<Fault>([
  "OFFLINE",
  "UNREACHABLE",
  "SERVER_DOWN",
  "NOT_OURS",
  "BLOCKED",
]);

export const isConnectionFault = (code: string): code is Fault => CONNECTION_FAULTS.has(code);

/** What is known about an error that carries no answer of the server. */
export function faultOf(error: unknown): Fault {
  for (const each of chainOf(error)) {
    if (each instanceof CallFault) return each.fault;
    if (each.name === "TimeoutError") return "TIMEOUT";
  }
  const status = statusOf(error);
  if (status === null) return "UNKNOWN";
  return status >= 500 ? "SERVER_DOWN" : "NOT_OURS";
}

/** The error and its causes. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let each = error; each instanceof Error && chain.length < 5; each = each.cause) chain.push(each);
  return chain;
}

/** The HTTP status of an answer in JSON that isn't the server's; null: there was no answer. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const data: unknown = "data" in error ? error.data : null;
  if (
    typeof data === "object" &&
    data !== null &&
    "httpStatus" in data &&
    typeof data.httpStatus === "number"
  )
    return data.httpStatus;
  const meta: unknown = "meta" in error ? error.meta : null;
  const response = typeof meta === "object" && meta !== null && "response" in meta ? meta.response : null;
  return response instanceof Response ? response.status : null;
}
