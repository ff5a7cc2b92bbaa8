import { describe, expect, it } from "vitest";
import { describeFailure } from "./failure.ts";

const answered = (data: unknown, message = "said by the server") =>
  Object.assign(new Error(message), { data });

describe("describeFailure", () => {
  it("says that the server can't be reached when nothing of ours answered", () => {
    expect(describeFailure(new TypeError("fetch failed")).code).toBe("OFFLINE");
    expect(describeFailure(answered({ httpStatus: 502 })).code).toBe("OFFLINE");
    expect(describeFailure(undefined).code).toBe("OFFLINE");
  });

  it("puts what is wrong with a field next to the field", () => {
    const failure = describeFailure(
      answered({
        vaultCode: "INVALID_INPUT",
        details: {},
        fields: [{ path: "items[0].name", message: "too long" }],
      }),
    );
    expect(failure.fields).toEqual({ name: "too long" });
  });

  it("says when to try again", () => {
    const failure = describeFailure(
      answered({ vaultCode: "TOO_MANY_TRIES", details: { retryAfterSeconds: 90 }, fields: [] }),
    );
    expect(failure.message).toContain("2 minutes");
  });
});
