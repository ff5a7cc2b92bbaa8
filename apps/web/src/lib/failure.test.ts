import { describe, expect, it, vi } from "vitest";
import { CallFault } from "../base/call-fault.ts";
import { steadyNow } from "../base/steady-clock.ts";
import { speak } from "../texts/texts.ts";
import { describeFailure } from "./failure.ts";

const answered = (data: unknown, message = "said by the server") =>
  Object.assign(new Error(message), { data });

describe("describeFailure", () => {
  it("gives each reason for no answer its own words", () => {
    const said = (["OFFLINE", "UNREACHABLE", "TIMEOUT", "SERVER_DOWN", "NOT_OURS", "BLOCKED"] as const).map(
      (fault) => describeFailure(new Error("wrapped", { cause: new CallFault(fault) })).message,
    );
    expect(new Set(said).size).toBe(said.length);
    expect(describeFailure(new CallFault("STORAGE_BLOCKED")).message).toMatch(/cookies and site data/);
    expect(describeFailure(answered({ httpStatus: 502 })).code).toBe("SERVER_DOWN");
  });

  it("doesn't blame the connection for what it doesn't know", () => {
    expect(describeFailure(new TypeError("x is undefined")).code).toBe("UNKNOWN");
    expect(describeFailure(undefined).code).toBe("UNKNOWN");
    expect(describeFailure(undefined).message).not.toMatch(/server/i);
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
