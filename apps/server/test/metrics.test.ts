import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { appRouter } from "@opp/api/routers/app-router";
import { STORAGE_CAUSES, VAULT_ERROR_MESSAGES } from "@opp/core/errors";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { callProcedure, Person } from "./person.ts";
import { startProcess, TESTED_BUNDLE, type TestProcess } from "./test-process.ts";

const TOKEN = "a-token-that-only-prometheus-knows-0001";
const METRICS = { OPP_METRICS: "127.0.0.1:0", OPP_RATE_LIMITS: "off" };
/** What people type or are; each must stay out of the numbers. */
const PERSONAL = ["ada-marked", "item-marked", "path-marked", "METHOD-MARKED", "203.0.113.77"];

const portOf = (server: TestProcess): string => {
  const line = server
    .stderr()
    .split("\n")
    .find((text) => text.includes('"msg":"metrics"'));
  return String(Reflect.get(Object(JSON.parse(line ?? "{}")), "port"));
};
const metricsOf = (server: TestProcess): string => `http://127.0.0.1:${portOf(server)}/metrics`;

interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** Prometheus' text format, which `promtool check metrics` reads in the exam. */
const samplesIn = (text: string): readonly Sample[] =>
  text.split("\n").flatMap((line) => {
    const [, name, labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(
      ([, key = "", text = ""]) => [key, text] as const,
    );
    return [{ name, labels: new Map(pairs), value: Number(value) }];
  });

/** A person's usual calls, failing ones, and some made-up requests. */
async function useServer(url: string): Promise<void> {
  const person = await Person.register(url, "ada-marked");
  await person.must("items.create", { items: [{ name: "item-marked" }] });
  await person.call("items.get", { id: 999_999 });
  const { username, passphrase } = person;
  const wrong = { username, password: "wrong-marked", passphrase };
  await callProcedure(url, "auth.login", wrong, { "x-forwarded-for": "203.0.113.77" });
  await ask(`${url}/api/trpc/path-marked.create`, { body: "{}" });
  await ask(`${url}/api/path-marked?name=item-marked`);
  await ask(`${url}/api/v1/categories`, { headers: person.headers });
  await new Promise<void>((resolve) => {
    // Node sends only methods that it knows.
    const sent = request(`${url}/path-marked`, { method: "PROPFIND" }, (answer) => {
      answer.resume().on("end", resolve);
    });
    sent.on("error", () => resolve()).end();
  });
}

describe("/metrics", () => {
  it("counts calls, requests, logins, sessions and Argon2id, with labels from closed sets and nothing personal", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess(METRICS, folder.path);
    await useServer(String(server.url));
    const answer = await ask(metricsOf(server));
    expect([answer.status, answer.headers["content-type"]]).toEqual([
      200,
      expect.stringContaining("text/plain"),
    ]);
    const samples = samplesIn(answer.text);
    const value = (name: string, labels: Record<string, string> = {}) =>
      samples.find(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([key, text]) => sample.labels.get(key) === text),
      )?.value;

    expect(value("opp_calls_total", { procedure: "items.create", answer: "OK" })).toBe(1);
    expect(value("opp_calls_total", { procedure: "items.get", answer: "NOT_FOUND" })).toBe(1);
    expect(value("opp_call_seconds_count", { procedure: "auth.login" })).toBe(2);
    expect(value("opp_failed_logins_total", { answer: "CREDENTIALS_INCORRECT" })).toBe(1);
    expect(value("opp_http_requests_total", { route: "(none)", status: "404", method: "GET" })).toBe(1);
    expect(samples.map(({ labels }) => labels.get("route"))).toContain("/api/v1/categories");
    expect(value("opp_sessions")).toBe(1);
    expect(value("opp_argon2id_wait_seconds_count", { lane: "log-in" })).toBeGreaterThan(0);
    expect(value("opp_argon2id_running", { lane: "log-in" })).toBe(0);
    expect(value("opp_last_backup_timestamp_seconds")).toBe(0);
    expect(value("opp_event_streams")).toBe(0);
    expect(value("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
    expect(value("opp_storage_errors_total", { cause: "disk-full" })).toBe(0);

    const closed: Record<string, ReadonlySet<string> | RegExp> = {
      procedure: new Set(Object.keys(appRouter._def.procedures)),
      answer: new Set([...Object.keys(VAULT_ERROR_MESSAGES), "OK", "INTERNAL"]),
      lane: new Set(["log-in", "known-log-in", "proven"]),
      cause: new Set(Object.keys(STORAGE_CAUSES)),
      method: new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"]),
      // Registered patterns: a part that varies has a colon.
      route: new Set(["/api/trpc/:path", "/api/v1/categories", "(none)", "/readyz", "/healthz"]),
      status: /^(\d{3}|aborted)$/,
      le: /^(\+Inf|[\d.]+)$/,
    };
    const unknown = samples
      .filter(({ name }) => name.startsWith("opp_") && name !== "opp_info")
      .flatMap(({ labels }) => [...labels])
      .filter(([key, text]) => {
        const set = closed[key];
        return !(set instanceof RegExp ? set.test(text) : set?.has(text));
      });
    expect(unknown).toEqual([]);
    expect(PERSONAL.filter((text) => answer.text.includes(text))).toEqual([]);
  });

  it("asks for the token, wherever there is one", async () => {
    await using folder = await tempFolder();
    const tokenFile = join(folder.path, "token");
    writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 });
    await using server = await startProcess(
      { ...METRICS, OPP_METRICS_TOKEN_FILE: tokenFile, OPP_LOG_LEVEL: "trace" },
      folder.path,
    );
    const url = metricsOf(server);
    const statusWith = async (authorization?: string) =>
      (await ask(url, { headers: authorization === undefined ? {} : { authorization } })).status;
    expect(await statusWith()).toBe(401);
    expect(await statusWith(`Bearer ${TOKEN}x`)).toBe(401);
    expect(await statusWith(`Bearer ${TOKEN}`)).toBe(200);
    expect(server.stderr()).not.toContain(TOKEN);
    expect((await ask(url.replace("/metrics", "/"))).status).toBe(404);
    expect((await ask(url, { method: "POST" })).status).toBe(405);
  });

  it("isn't on the port that people reach, nor for a page that calls this machine by another name", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess(METRICS, folder.path);
    expect((await ask(`${server.url}/metrics`)).text).not.toContain("opp_");
    expect((await ask(metricsOf(server), { headers: { host: "rebound.example" } })).status).toBe(401);
  });

  it("loads nothing for the metrics in a server without them", () => {
    const sources = readdirSync(TESTED_BUNDLE)
      .filter((name) => name.endsWith(".js"))
      .map((name) => ({ name, text: readFileSync(join(TESTED_BUNDLE, name), "utf8") }));
    const metrics = sources
      .filter(({ text }) => text.includes("opp_argon2id_waiting"))
      .map(({ name }) => name);
    expect(metrics).toHaveLength(1);
    const [file = ""] = metrics;
    expect(
      sources.filter(({ text }) => text.includes(`from"./${file}"`) || text.includes(`import"./${file}"`)),
    ).toEqual([]);
    expect(sources.some(({ text }) => text.includes(`import("./${file}")`))).toBe(true);
  });
});
