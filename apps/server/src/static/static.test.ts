import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { testServer } from "../../test/test-server.ts";
import { LAYOUT } from "../layout.ts";
import { readWebApp } from "./static-files.ts";

const SCRIPT = "/_next/static/chunks/app-1a2b.js";
const FILES = {
  "index.html":
    "<!doctype html><script>self.__a=1</script><script src='/x.js'></script><script>\nself.__b='ü'\n</script>",
  "404.html": "<!doctype html><title>Nothing here</title><script>self.__c=1</script>",
  "settings.html": "<!doctype html><title>Settings</title>",
  "settings/deep.html": "<!doctype html><title>Deep</title>",
  "settings/__next._tree.txt": "tree",
  "_next/static/chunks/app-1a2b.js": "console.log('a program')".repeat(50),
  "_next/static/chunks/app-1a2b.js.map": "{}",
  "sw.js": "self.skipWaiting()",
  "icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
};

async function openWeb() {
  const folder = await tempFolder();
  for (const [name, text] of Object.entries(FILES)) {
    const path = join(folder.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (name.endsWith(".js")) {
      writeFileSync(`${path}.br`, brotliCompressSync(text));
      writeFileSync(`${path}.gz`, gzipSync(text));
    }
  }
  writeFileSync(join(folder.path, "..", "outside.txt"), "outside");
  const server = await testServer({ webFolder: folder.path });
  return {
    ask: server.ask,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe("the web app's files", () => {
  it("names what a page may use of the browser with the page, not again with each of its files", async () => {
    await using web = await openWeb();
    for (const path of ["/", "/settings", "/nothing"])
      expect((await web.ask(path)).headers["permissions-policy"]).toContain("camera=()");
    for (const path of [SCRIPT, "/icon.svg"]) {
      const { headers } = await web.ask(path);
      expect(headers).not.toHaveProperty("permissions-policy");
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    }
  });

  it("names what binds documents with all but the scripts and style sheets that can be none", async () => {
    await using web = await openWeb();
    const names = ["content-security-policy", "cross-origin-opener-policy", "origin-agent-cluster"];
    const script = await web.ask(SCRIPT);
    for (const name of names) expect(script.headers).not.toHaveProperty(name);
    expect(script.headers).toMatchObject({
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
    });
    for (const path of ["/icon.svg", "/sw.js", "/settings"]) {
      const { status, headers } = await web.ask(path);
      expect(status).toBe(200);
      for (const name of names) expect(headers).toHaveProperty(name);
    }
  });

  it("serves each page under its address without the ending", async () => {
    await using web = await openWeb();
    for (const [path, name] of [
      ["/", "index.html"],
      ["/settings", "settings.html"],
      ["/settings?a=1", "settings.html"],
      ["/settings/deep", "settings/deep.html"],
    ] as const) {
      const answer = await web.ask(path);
      expect(answer.status).toBe(200);
      expect(answer.text).toBe(FILES[name]);
      expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(answer.headers["cache-control"]).toBe("no-cache");
    }
    expect((await web.ask("/settings/__next._tree.txt")).text).toBe("tree");
    const redirect = await web.ask("/settings/");
    expect([redirect.status, redirect.headers.location]).toEqual([308, "/settings"]);
  });

  it("allows each page exactly its own inline scripts, and nothing unsafe", async () => {
    await using web = await openWeb();
    const policy = String((await web.ask("/")).headers["content-security-policy"]);
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(policy).toContain(`script-src 'self' ${hash("self.__a=1")} ${hash("\nself.__b='ü'\n")};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain(hash("self.__c=1"));
  });

  it("serves what was compressed at build time to whoever takes it", async () => {
    await using web = await openWeb();
    const text = FILES["_next/static/chunks/app-1a2b.js"];
    const br = await web.ask(SCRIPT, { headers: { "accept-encoding": "gzip, deflate, br" } });
    expect([br.headers["content-encoding"], br.headers["vary"]]).toEqual(["br", "accept-encoding"]);
    expect(br.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(br.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(brotliDecompressSync(br.bytes).toString()).toBe(text);
    const gzip = await web.ask(SCRIPT, { headers: { "accept-encoding": "gzip;q=0.5, br;q=0" } });
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(gzip.bytes).toString()).toBe(text);
    const plain = await web.ask(SCRIPT);
    expect([plain.text, plain.headers["content-encoding"], plain.headers["vary"]]).toEqual([
      text,
      undefined,
      "accept-encoding",
    ]);
    expect(new Set([br, gzip, plain].map((answer) => answer.headers.etag)).size).toBe(3);
  });

  it("answers 304 to whoever has the file already, and for HEAD the headers alone", async () => {
    await using web = await openWeb();
    const first = await web.ask("/");
    const again = await web.ask("/", {
      headers: { "if-none-match": `W/"other", ${String(first.headers.etag)}` },
    });
    expect([again.status, again.text]).toEqual([304, ""]);
    const head = await web.ask("/", { method: "HEAD" });
    expect([head.status, head.text, head.headers["content-length"]]).toEqual([
      200,
      "",
      String(first.bytes.length),
    ]);
    expect(head.headers["content-security-policy"]).toBe(first.headers["content-security-policy"]);
  });

  it.each([
    "/../outside.txt",
    "/..%2foutside.txt",
    "/%2e%2e/outside.txt",
    "/_next/../../outside.txt",
    "/..\\outside.txt",
    "//etc/passwd",
    "/settings.html",
    "/_next/static/chunks/app-1a2b.js.map",
    "/_next/static/chunks/app-1a2b.js.br",
    "/_next",
    "/constructor",
    "/%00",
  ])("answers %s with the app's own 404 page", async (path) => {
    await using web = await openWeb();
    const answer = await web.ask(path);
    expect(answer.status).toBe(404);
    expect(answer.text).toBe(FILES["404.html"]);
  });

  it("refuses an address that doesn't decode", async () => {
    await using web = await openWeb();
    expect((await web.ask("/%zz")).status).toBe(400);
  });

  it("says so where the app isn't built, and still answers the API", async () => {
    await using server = await testServer();
    const page = await server.ask("/");
    expect([page.status, page.headers["content-type"]]).toEqual([503, "text/plain; charset=utf-8"]);
    expect(page.text).toContain("npm start");
    expect((await server.ask("/api/trpc/system.status")).status).toBe(200);
  });
});

describe("the web app as it was built", () => {
  const built = readWebApp(LAYOUT.webFolder);
  const pages = [...(built?.files ?? [])].filter(([, file]) => file.contentType.startsWith("text/html"));

  it("has an own page for unknown addresses, unless it isn't built", () => {
    expect(built === null || built.notFound !== null).toBe(true);
  });

  it("sets up Trusted Types before any other script of a page", async () => {
    await using server = await testServer({ webFolder: LAYOUT.webFolder });
    for (const [address] of pages) {
      const { text } = await server.ask(encodeURI(address));
      expect(text.match(/<script[^>]*>/)?.[0]).toBe('<script src="/first.js">');
    }
  });

  it("has a service worker that is asked for again each time", () => {
    expect([undefined, "no-cache"]).toContain(built?.files.get("/sw.js")?.cacheControl);
    expect(built === null || built.files.has("/sw.js")).toBe(true);
  });

  it("has no page that the policy breaks: no inline handler, style or attribute", async () => {
    await using server = await testServer({ webFolder: LAYOUT.webFolder });
    for (const [address] of pages) {
      const { text, headers } = await server.ask(encodeURI(address));
      const policy = String(headers["content-security-policy"]);
      for (const [, script = ""] of text.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)) {
        expect(policy).toContain(createHash("sha256").update(script).digest("base64"));
      }
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(text).not.toMatch(/<style|\sstyle="|\son[a-z]+="|javascript:/i);
    }
  });
});
