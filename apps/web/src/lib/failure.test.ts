import { describe, expect, it, vi } from "vitest";
import { steadyNow } from "../base/steady-clock.ts";
import { speak } from "../texts/texts.ts";
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
        fields: [
          { path: "items[0].name", message: "too long" },
          { path: "items[0].fields[2].name", message: "too short" },
          { path: "username", message: "taken" },
        ],
      }),
    );
    expect(failure.fields).toEqual({ name: "too long", "fields[2].name": "too short", username: "taken" });
  });

  it("says when to try again", () => {
    const failure = describeFailure(
      answered({ vaultCode: "TOO_MANY_TRIES", details: { retryAfterSeconds: 90 }, fields: [] }),
    );
    expect(failure.message).toBe("Too many failed attempts. Try again in 2 minutes.");
    expect(failure.wait?.text).toBe("Too many failed attempts.");
    expect(Math.abs((failure.wait?.until ?? 0) - steadyNow() - 90_000)).toBeLessThan(5000);
  });

  it("reports a wrong password separately if the username is known", () => {
    const refused = (details: object) =>
      describeFailure(answered({ vaultCode: "CREDENTIALS_INCORRECT", details, fields: [] })).message;
    expect(refused({})).toBe("Wrong username or password.");
    expect(refused({ field: "password" })).toBe("Wrong password.");
  });

  it("words a refused field in the language in use, by its rule", async () => {
    const refused = answered({
      vaultCode: "INVALID_INPUT",
      details: { field: "name" },
      fields: [
        { path: "name", message: "too long", rule: "too_big", limit: 1024 },
        { path: "age", message: "too small", rule: "too_small", limit: 1 },
        { path: "kind", message: "unknown", rule: "custom", limit: null },
      ],
    });
    expect(describeFailure(refused).message).toBe("said by the server");
    vi.stubGlobal("document", { documentElement: {} });
    await speak("de", []);
    expect(describeFailure(refused)).toMatchObject({
      message: "Einige Felder sind ungültig. Prüfe deine Eingaben.",
      fields: {
        name: "Zu lang: höchstens 1.024 Zeichen.",
        age: "Zu kurz: mindestens 1 Zeichen.",
        kind: "Dieser Wert ist ungültig.",
      },
    });
  });
});
