import { describe, expect, it } from "vitest";
import { CallFault, type Fault } from "../../base/call-fault.ts";
import { describeFailure } from "../../lib/failure.ts";
import { type Attempt, type AttemptPlace, createOnce, sendAgainIfLost } from "./lost-answer.ts";

/** What the server answers an error with, as tRPC's client throws it. */
const refusal = (vaultCode: string) =>
  Object.assign(new Error(vaultCode), { data: { vaultCode, details: {}, fields: [] } });

/** What becomes of a call: it is carried out and answered, or not one of these. */
type Fate =
  | "answered"
  | "done, but lost"
  | "done, but unknown"
  | "not done, and lost"
  | { readonly refused: string };

/** A server that makes a record once for each key, on a bad line. */
function openServer(...fates: readonly Fate[]) {
  const made = new Map<string, string>();
  const keys: string[] = [];
  const left = [...fates];
  const lose = (fault: Fault): never => {
    throw new CallFault(fault);
  };
  const create = async ({ requestKey, asked }: Attempt<string>): Promise<string> => {
    keys.push(requestKey);
    const fate = left.shift() ?? "answered";
    if (typeof fate === "object") throw refusal(fate.refused);
    if (fate === "not done, and lost") lose("UNREACHABLE");
    const known = made.get(requestKey);
    if (known !== undefined && known !== asked) throw refusal("REQUEST_KEY_USED");
    made.set(requestKey, asked);
    if (fate === "done, but lost") lose("TIMEOUT");
    if (fate === "done, but unknown") throw refusal("OUTCOME_UNKNOWN");
    return asked;
  };
  return { create, keys, made: () => [...made.values()] };
}

async function save(server: ReturnType<typeof openServer>, place: AttemptPlace<string>, asked: string) {
  try {
    return await createOnce(place, asked, server.create);
  } catch (error) {
    return describeFailure(error).code;
  }
}

describe("a creation", () => {
  it("is sent again by itself with the same key when its answer gets lost, and makes one record", async () => {
    for (const fate of ["done, but lost", "done, but unknown", "not done, and lost"] as const) {
      const server = openServer(fate);
      const place: AttemptPlace<string> = { current: null };
      expect(await save(server, place, "Router")).toEqual({ answer: "Router", asked: "Router" });
      expect([server.made(), new Set(server.keys).size, server.keys.length]).toEqual([["Router"], 1, 2]);
      expect(server.keys[0]).toMatch(/^[0-9a-f]{32}$/);
      expect(place.current).toBeNull();
    }
  });

  it("that fails twice keeps its key for the next time, and still makes one record", async () => {
    const server = openServer("done, but unknown", "done, but unknown");
    const place: AttemptPlace<string> = { current: null };
    expect(await save(server, place, "Router")).toBe("OUTCOME_UNKNOWN");
    expect(await save(server, place, "Router")).toEqual({ answer: "Router", asked: "Router" });
    expect([server.made(), new Set(server.keys).size]).toEqual([["Router"], 1]);
  });

  it("that was changed in between answers what was saved of it, so that the changes can follow", async () => {
    const server = openServer("done, but lost", "done, but lost");
    const place: AttemptPlace<string> = { current: null };
    expect(await save(server, place, "Router")).toBe("TIMEOUT");
    expect(await save(server, place, "Router, new")).toEqual({ answer: "Router", asked: "Router" });
    expect(server.made()).toEqual(["Router"]);
  });

  it("isn't called unsaved because a later attempt was refused", async () => {
    const server = openServer("done, but lost", { refused: "STORAGE_FULL" }, { refused: "STORAGE_FULL" });
    const place: AttemptPlace<string> = { current: null };
    expect(await save(server, place, "Router")).toBe("OUTCOME_UNKNOWN");
    expect(await save(server, place, "Router")).toBe("OUTCOME_UNKNOWN");
    expect(await save(server, place, "Router")).toEqual({ answer: "Router", asked: "Router" });
    expect(server.made()).toEqual(["Router"]);
  });

  it("that is refused is sent once, and has another key the next time", async () => {
    const server = openServer({ refused: "INVALID_INPUT" });
    const place: AttemptPlace<string> = { current: null };
    expect(await save(server, place, "")).toBe("INVALID_INPUT");
    expect(place.current).toBeNull();
    expect(await save(server, place, "Router")).toEqual({ answer: "Router", asked: "Router" });
    expect([server.keys.length, new Set(server.keys).size]).toEqual([2, 2]);
  });
});

describe("a change whose answer got lost", () => {
  const outcome = async (...given: Parameters<typeof sendAgainIfLost<string>>) => {
    try {
      return await sendAgainIfLost(...given);
    } catch (error) {
      return describeFailure(error).code;
    }
  };
  const sending = (...errors: readonly Error[]) => {
    const left = [...errors];
    return async () => {
      const error = left.shift();
      if (error) throw error;
      return "sent";
    };
  };
  const lost = refusal("OUTCOME_UNKNOWN");
  const conflict = refusal("CONFLICT");

  it("is saved when the second attempt is, or finds that the first one was", async () => {
    expect(await outcome(sending(lost))).toBe("sent");
    expect(await outcome(sending(lost, conflict), async () => "found")).toBe("found");
  });

  it("is a conflict when someone else's change came first", async () => {
    expect(await outcome(sending(lost, conflict), async () => null)).toBe("CONFLICT");
    expect(await outcome(sending(conflict), async () => "found")).toBe("CONFLICT");
  });

  it("stays unknown when nothing can be found out", async () => {
    const unreadable = async () => {
      throw new CallFault("UNREACHABLE");
    };
    expect(await outcome(sending(lost, conflict), unreadable)).toBe("OUTCOME_UNKNOWN");
    expect(await outcome(sending(lost, refusal("STORAGE_UNREACHABLE")))).toBe("OUTCOME_UNKNOWN");
    expect(await outcome(sending(lost, new CallFault("UNREACHABLE")))).toBe("UNREACHABLE");
  });
});
