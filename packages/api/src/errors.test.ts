import { VAULT_ERROR_MESSAGES, VaultError, type VaultErrorCode } from "@opp/core/errors";
import { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiDeps, createContext } from "./context.ts";
import { describeError, INTERNAL_MESSAGE, isBug, retryAfterSeconds, toTrpcError } from "./errors.ts";
import { appRouter } from "./routers/app-router.ts";
import { encodePassphrase, openTestApi, type TestApi } from "./testing/test-api.ts";
import { createSessionTokens } from "./tokens.ts";

const STATUS: Record<VaultErrorCode, number> = {
  UNAUTHORIZED: 401,
  CREDENTIALS_INCORRECT: 401,
  SECOND_FACTOR_REQUIRED: 401,
  SECOND_FACTOR_INCORRECT: 401,
  NO_SECOND_FACTOR: 409,
  PASSKEY_INCORRECT: 401,
  PASSKEYS_UNAVAILABLE: 409,
  PASSPHRASE_REQUIRED: 428,
  PASSPHRASE_INCORRECT: 403,
  RECOVERY_CODE_INCORRECT: 403,
  TOO_MANY_TRIES: 429,
  BUSY: 503,
  OUTCOME_UNKNOWN: 503,
  REQUEST_KEY_USED: 409,
  REGISTRATION_CLOSED: 403,
  LINK_UNUSABLE: 403,
  NOT_ADMINISTRATOR: 403,
  LAST_ADMINISTRATOR: 409,
  NO_BACKUP_PLAN: 409,
  BACKUP_FAILED: 503,
  USERNAME_TAKEN: 409,
  ROLE_INSUFFICIENT: 403,
  NOT_FOUND: 404,
  UNKNOWN_CATEGORY: 400,
  CATEGORY_IN_ITSELF: 400,
  CATEGORY_TOO_DEEP: 400,
  CONFLICT: 409,
  CLIENT_OUTDATED: 412,
  QUOTA_EXCEEDED: 413,
  ATTACHMENT_INCOMPLETE: 409,
  INVALID_INPUT: 400,
  RECORD_DAMAGED: 422,
  RECORD_UNSUPPORTED: 422,
  STORAGE_FULL: 507,
  STORAGE_READ_ONLY: 503,
  STORAGE_FAILING: 503,
  STORAGE_DAMAGED: 503,
  STORAGE_UNREACHABLE: 503,
  STORAGE_MISSING: 503,
  STORAGE_BUSY: 503,
  STORAGE_TOO_MANY_FILES: 503,
};

describe("describeError", () => {
  it.each(Object.entries(STATUS))(
    "gives %s the HTTP status %i, its own sentence, code and details",
    (name, status) => {
      const code =
        Object.keys(VAULT_ERROR_MESSAGES).find((each): each is VaultErrorCode => each === name) ?? "CONFLICT";
      const { message, data } = describeError(
        toTrpcError(new VaultError(code, { ids: [7] })),
        "items.get",
        "request 1",
      );
      expect(message).toBe(VAULT_ERROR_MESSAGES[code]);
      expect(data).toMatchObject({
        vaultCode: code,
        httpStatus: status,
        details: { ids: [7] },
        path: "items.get",
        requestId: "request 1",
      });
      expect(isBug(toTrpcError(new VaultError(code)))).toBe(false);
    },
  );

  it("names each field that its schema refused, by its path", () => {
    const schema = z.strictObject({
      items: z.array(z.strictObject({ name: z.string("The name must be text.") })),
    });
    const { error: cause } = schema.safeParse({ items: [{ name: "a" }, { name: 5 }, {}] });
    const { message, data } = describeError(
      new TRPCError({ code: "BAD_REQUEST", ...(cause && { cause }) }),
      null,
      null,
    );
    expect(message).toBe("items[1].name: The name must be text.");
    expect(data).toMatchObject({
      vaultCode: "INVALID_INPUT",
      httpStatus: 400,
      details: { field: "items[1].name" },
    });
    expect(data.fields.map(({ path }) => path)).toEqual(["items[1].name", "items[2].name"]);
  });

  it("names the rule and the limit, for who words it in another language", () => {
    const schema = z.strictObject({ name: z.string().max(3), age: z.int().min(18), kind: z.enum(["a"]) });
    const { error } = schema.safeParse({ name: "abcd", age: 3, kind: "b" });
    const refused = new TRPCError({ code: "BAD_REQUEST", ...(error && { cause: error }) });
    const { fields } = describeError(refused, null, null).data;
    expect(fields.map(({ path, rule, limit }) => [path, rule, limit])).toEqual([
      ["name", "too_big", 3],
      ["age", "too_small", 18],
      ["kind", "invalid_value", null],
    ]);
  });

  it("names the first 100 wrong fields, however many there are", () => {
    const { error } = z.array(z.string()).safeParse(Array.from({ length: 5000 }, () => 5));
    const refused = new TRPCError({ code: "BAD_REQUEST", ...(error && { cause: error }) });
    const { fields } = describeError(refused, null, null).data;
    expect(fields).toHaveLength(100);
    expect(fields.at(-1)?.path).toBe("[99]");
  });

  it("says nothing of what else was thrown, whatever code tRPC gave it", () => {
    const secret = new Error("marked secret");
    const { error: zodError } = z.string().safeParse(5);
    for (const error of [
      new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "marked secret", cause: secret }),
      new TRPCError({
        code: "INTERNAL_SERVER_ERROR",
        message: "marked secret",
        ...(zodError && { cause: zodError }),
      }),
      new TRPCError({ code: "TIMEOUT", message: "marked secret" }),
      new TRPCError({ code: "FORBIDDEN", message: "marked secret" }),
    ]) {
      const { message, data } = describeError(error, null, "request 1");
      expect(message).toBe(INTERNAL_MESSAGE);
      expect(data).toMatchObject({
        vaultCode: "INTERNAL",
        code: "INTERNAL_SERVER_ERROR",
        httpStatus: 500,
        requestId: "request 1",
      });
      expect(isBug(error)).toBe(true);
    }
  });

  it("has a sentence of its own for what tRPC refuses: tRPC's may quote the request", () => {
    for (const code of [
      "NOT_FOUND",
      "PARSE_ERROR",
      "BAD_REQUEST",
      "METHOD_NOT_SUPPORTED",
      "UNSUPPORTED_MEDIA_TYPE",
      "PAYLOAD_TOO_LARGE",
    ] as const) {
      const { message, data } = describeError(new TRPCError({ code, message: "marked secret" }), null, null);
      expect(message).not.toContain("marked secret");
      expect(data.httpStatus).toBeLessThan(500);
      expect(isBug(new TRPCError({ code }))).toBe(false);
    }
  });
});

describe("retryAfterSeconds", () => {
  it("is there where waiting helps", () => {
    expect(retryAfterSeconds(toTrpcError(new VaultError("BUSY", { retryAfterSeconds: 2 })))).toBe(2);
    expect(retryAfterSeconds(toTrpcError(new VaultError("CONFLICT")))).toBeNull();
    expect(retryAfterSeconds(new TRPCError({ code: "BAD_REQUEST" }))).toBeNull();
  });
});

describe("an answer over HTTP", () => {
  /** tRPC's own handler over the router, with something broken in what it stands on. */
  async function serve(test: TestApi, broken: Partial<ApiDeps["vault"]> = {}) {
    const bugs: { error: unknown; requestId: string }[] = [];
    const { deps } = test.vault;
    const api: ApiDeps = {
      vault: { ...deps, ...broken },
      tokens: await createSessionTokens(deps.serverKeys.tokenKey, deps.clock.now),
      version: "test",
      passkeys: { publicOrigins: [], domain: null },
      reportBug: (error, requestId) => void bugs.push({ error, requestId }),
    };
    const handle = async (path: string, init: RequestInit = {}) => {
      const req = new Request(`http://localhost/${path}`, init);
      const rawHeaders = [...req.headers].flat();
      const facts = {
        rawHeaders,
        userAgent: undefined,
        address: "192.0.2.1",
        requestId: "request 1",
        scheme: "http" as const,
        port: 80,
      };
      const answer = await fetchRequestHandler({
        endpoint: "",
        req,
        router: appRouter,
        createContext: () => createContext(api, facts),
      });
      return { status: answer.status, text: await answer.text() };
    };
    return { handle, bugs };
  }

  const json = { "content-type": "application/json" };

  it("to a bug says nothing of it, and the bug is reported with the request's id", async () => {
    await using test = await openTestApi();
    const { token, passphrase } = await test.account("ada");
    const { store } = test.vault.deps;
    const bug = new Error("marked secret");
    const readAll = async () => {
      throw bug;
    };
    const { handle, bugs } = await serve(test, {
      store: { ...store, categories: { ...store.categories, readAll } },
    });
    const headers = { authorization: `Bearer ${token}`, "x-opp-phrase-base64": encodePassphrase(passphrase) };
    const { status, text } = await handle("categories.list", { headers });
    expect(status).toBe(500);
    expect(text).not.toContain("marked secret");
    expect(text).not.toContain(passphrase);
    expect(text).not.toMatch(/stack|node_modules|\.ts/);
    expect(JSON.parse(text).error).toMatchObject({
      message: INTERNAL_MESSAGE,
      data: { vaultCode: "INTERNAL", requestId: "request 1" },
    });
    expect(bugs).toEqual([{ error: bug, requestId: "request 1" }]);
  });

  it("to a bug in a guard says nothing of it either", async () => {
    await using test = await openTestApi();
    const { token } = await test.account("ada");
    const { store } = test.vault.deps;
    const find = async () => {
      throw new Error("marked secret");
    };
    const { handle, bugs } = await serve(test, {
      store: { ...store, sessions: { ...store.sessions, find } },
    });
    const { status, text } = await handle("account.get", { headers: { authorization: `Bearer ${token}` } });
    expect([status, text.includes("marked secret"), bugs.length]).toEqual([500, false, 1]);
  });

  it("to an answer that its own schema refuses shows none of it", async () => {
    await using test = await openTestApi();
    const policy = { ...test.vault.deps.policy, defaultSessionSeconds: 0.5 };
    const { handle, bugs } = await serve(test, { policy });
    const { status, text } = await handle("system.status");
    expect(status).toBe(500);
    expect(JSON.parse(text).error).toMatchObject({ message: INTERNAL_MESSAGE, data: { fields: [] } });
    expect(bugs).toHaveLength(1);
  });

  it("to a refusal by the vault is the vault's own, and no bug", async () => {
    await using test = await openTestApi();
    const { handle, bugs } = await serve(test);
    const { status, text } = await handle("account.get");
    expect(status).toBe(401);
    expect(JSON.parse(text).error).toMatchObject({
      message: VAULT_ERROR_MESSAGES.UNAUTHORIZED,
      data: { vaultCode: "UNAUTHORIZED", details: { reason: "missing" }, path: "account.get" },
    });
    expect(bugs).toEqual([]);
  });

  it("to a query's input that isn't JSON is 400, and quotes nothing", async () => {
    await using test = await openTestApi();
    const { token } = await test.account("ada");
    const { handle, bugs } = await serve(test);
    const { status, text } = await handle("account.activity?input=marked-secret", {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([status, text.includes("marked-secret"), bugs]).toEqual([400, false, []]);
  });

  it.each([
    ["an unknown procedure", 404, "no.such.marked-secret", {}],
    ["a body that isn't JSON", 400, "auth.login", { method: "POST", headers: json, body: "{marked secret" }],
    ["a mutation sent as a query", 405, "auth.logout", {}],
    [
      "another content type",
      415,
      "auth.login",
      { method: "POST", headers: { "content-type": "text/xml" }, body: "<marked-secret/>" },
    ],
    [
      "a field that doesn't exist",
      400,
      "auth.login",
      { method: "POST", headers: json, body: '{"username":"marked-secret","password":5}' },
    ],
    ["a header sent twice", 400, "account.get", { headers: { authorization: "Basic marked-secret" } }],
  ] as const)("to %s is %i, and quotes nothing", async (_, expected, path, init) => {
    await using test = await openTestApi();
    const { handle, bugs } = await serve(test);
    const { status, text } = await handle(path, init);
    expect([status, text]).toEqual([expected, expect.not.stringMatching(/"message":"[^"]*marked/)]);
    expect(JSON.parse(text).error.data.vaultCode).toMatch(/^(NOT_FOUND|INVALID_INPUT)$/);
    expect(bugs).toEqual([]);
  });
});
