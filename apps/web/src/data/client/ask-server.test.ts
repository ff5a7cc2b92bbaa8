import { describe, expect, it } from "vitest";
import { CallFault, faultOf } from "../../base/call-fault.ts";
import { type AskDeps, askServer } from "./ask-server.ts";

const refused = () => Promise.reject(new TypeError("Failed to fetch"));
const answered = (status: number, type: string | null) => async () =>
  new Response(status === 204 ? null : "…", {
    status,
    headers: type === null ? {} : { "content-type": type },
  });

/** What a page is told when the server is asked: by address what happens; any other address answers. */
async function ask(
  answers: Record<string, (init: RequestInit) => Promise<Response>>,
  { online = true, policy = false, milliseconds = 1000, signal = null as AbortSignal | null } = {},
) {
  const asked: string[] = [];
  const deps: AskDeps = {
    fetch: (url, init) => {
      asked.push(url);
      return (answers[url] ?? answered(200, "application/json"))(init);
    },
    isOnline: () => online,
    wasRefusedByPolicy: () => policy,
  };
  const outcome = await askServer(deps, "/api/trpc/items.get", { milliseconds, signal }).catch(
    (error: unknown) => error,
  );
  return { outcome, fault: outcome instanceof CallFault ? outcome.fault : null, asked };
}

const CALL = "/api/trpc/items.get";
const STATUS = "/api/trpc/system.status";
const hang = ({ signal }: RequestInit) =>
  new Promise<Response>((_, reject) =>
    signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))),
  );

describe("a request to the server", () => {
  it("passes on every answer of OpenPassPhrase, refusals and failures among them", async () => {
    for (const status of [200, 401, 409, 500, 503]) {
      const { outcome } = await ask({ [CALL]: answered(status, "application/json; charset=utf-8") });
      expect(outcome).toBeInstanceOf(Response);
    }
  });

  it("says that the device is offline, without asking further", async () => {
    const { fault, asked } = await ask({ [CALL]: refused }, { online: false });
    expect(fault).toBe("OFFLINE");
    expect(asked).toEqual([CALL]);
  });

  it("says that nothing answers, where nothing does", async () => {
    const { fault } = await ask({ [CALL]: refused, "/healthz": refused });
    expect(fault).toBe("UNREACHABLE");
  });

  it("doesn't call it blocked where the connection only broke once", async () => {
    expect((await ask({ [CALL]: refused })).fault).toBe("UNREACHABLE");
  });

  it("says that requests are blocked where the server answers, but none of the app's gets through", async () => {
    expect((await ask({ [CALL]: refused, [STATUS]: refused })).fault).toBe("BLOCKED");
    const byPolicy = await ask({ [CALL]: refused, "/healthz": refused }, { policy: true });
    expect(byPolicy.fault).toBe("BLOCKED");
  });

  it("says that the server doesn't work where a proxy says so", async () => {
    for (const status of [500, 502, 503, 504])
      expect((await ask({ [CALL]: answered(status, "text/html") })).fault).toBe("SERVER_DOWN");
  });

  it("says that something else answers: a page, a redirect, nothing at all", async () => {
    expect((await ask({ [CALL]: answered(200, "text/html") })).fault).toBe("NOT_OURS");
    expect((await ask({ [CALL]: answered(404, "text/plain") })).fault).toBe("NOT_OURS");
    expect((await ask({ [CALL]: answered(302, null) })).fault).toBe("NOT_OURS");
    expect((await ask({ [CALL]: answered(204, null) })).fault).toBe("NOT_OURS");
  });

  it("gives up after its time, and says that", async () => {
    expect((await ask({ [CALL]: hang }, { milliseconds: 5 })).fault).toBe("TIMEOUT");
  });

  it("isn't a fault if the page itself gave the request up", async () => {
    const { outcome, fault, asked } = await ask({ [CALL]: hang }, { signal: AbortSignal.timeout(5) });
    expect(fault).toBeNull();
    expect(outcome).toBeInstanceOf(DOMException);
    expect(asked).toEqual([CALL]);
  });
});

describe("faultOf", () => {
  const wrapped = (cause: unknown) => new Error("as tRPC throws it", { cause });

  it("finds the cause that tRPC wraps", () => {
    expect(faultOf(wrapped(new CallFault("BLOCKED")))).toBe("BLOCKED");
    expect(faultOf(wrapped(new DOMException("too long", "TimeoutError")))).toBe("TIMEOUT");
  });

  it("takes JSON that isn't the server's for what it is", () => {
    const response = (status: number) =>
      Object.assign(wrapped(null), { meta: { response: new Response("{}", { status }) } });
    expect(faultOf(response(200))).toBe("NOT_OURS");
    expect(faultOf(response(502))).toBe("SERVER_DOWN");
  });

  it("doesn't call a mistake of the app a lost connection", () => {
    expect(faultOf(new TypeError("undefined is not a function"))).toBe("UNKNOWN");
    expect(faultOf(undefined)).toBe("UNKNOWN");
  });
});
