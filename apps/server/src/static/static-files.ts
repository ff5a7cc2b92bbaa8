import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { contentSecurityPolicy } from "./content-security-policy.ts";

export type ContentEncoding = "br" | "gzip" | "identity";

export interface StaticFile {
  /**
   * The bytes by content-encoding. Held, since a build may replace the files while they are served; "identity" only where there is
   * no "br", which is decompressed for the rare client that takes neither.
   */
  readonly bodies: Partial<Readonly<Record<ContentEncoding, Buffer>>>;
  readonly contentType: string;
  /** The headers of every answer that mean nothing for this file. */
  readonly needless: readonly string[];
  /** 128 bits of SHA-256 of the bytes in their smallest form, in base64url. */
  readonly hash: string;
  readonly cacheControl: string;
  readonly contentSecurityPolicy: string;
}

export interface WebApp {
  /** By address, decoded: `/vault` for `vault.html`, `/` for `index.html`, everything else under its own name. */
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly notFound: StaticFile | null;
}

/** Under which address a folder's files are, and whether its pages hold to trusted types. */
interface Place {
  readonly prefix: string;
  readonly trustedTypes: boolean;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const COMPRESSED = { br: ".br", gzip: ".gz" } as const;
const PLAIN_POLICY = contentSecurityPolicy();

/** The reference page of v1; its library makes HTML of text by itself, which trusted types would forbid. */
export const readApiDocs = (folder: string): WebApp | null =>
  readWebApp(folder, { prefix: "/api/docs", trustedTypes: false });

/** Reads the exported web app once, so that serving is a look-up and no request reads a file. @returns null where there is none. */
export function readWebApp(folder: string, place: Place = { prefix: "", trustedTypes: true }): WebApp | null {
  if (!existsSync(join(folder, "index.html"))) return null;
  const names = listFiles(folder);
  const all = new Set(names);
  const files = new Map<string, StaticFile>();
  for (const name of names) {
    const contentType = CONTENT_TYPES[extname(name)];
    // A kind that isn't listed, source maps among them, is not for the public.
    if (contentType === undefined) continue;
    const address = place.prefix + addressOf(name);
    files.set(address, readStaticFile(folder, name, { contentType, all, place }));
  }
  return { files, notFound: files.get("/404") ?? null };
}

/**
 * The names of all files below, with "/" on every system. Without `join`, which Node's own recursion calls, too: V8 would start its optimizing
 * compiler for it, which takes 5 MB.
 */
function listFiles(folder: string, under = ""): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = under + entry.name;
    if (entry.isDirectory()) return listFiles(`${folder}/${entry.name}`, `${name}/`);
    return entry.isFile() ? [name] : [];
  });
}

function addressOf(name: string): string {
  const page = /^(.*?)(?:\/?index)?\.html$/.exec(name)?.[1];
  return `/${page ?? name}`;
}

/** It binds documents only, and is as long as all the others together. */
const FOR_PAGES = ["permissions-policy"];
/** What binds documents and workers, and the id of a request, which has no use for a file. */
const FOR_DOCUMENTS = [
  ...FOR_PAGES,
  "content-security-policy",
  "cross-origin-embedder-policy",
  "cross-origin-opener-policy",
  "origin-agent-cluster",
  "x-dns-prefetch-control",
  "x-permitted-cross-domain-policies",
  "x-request-id",
];
/** The one script that runs as a worker. */
const SERVICE_WORKER = "sw.js";

/** A first visit fetches some fifteen scripts, whose headers would be longer than some of them. */
function needlessHeaders(name: string): readonly string[] {
  if (extname(name) === ".html") return [];
  return [".js", ".css"].includes(extname(name)) && name !== SERVICE_WORKER ? FOR_DOCUMENTS : FOR_PAGES;
}

function readStaticFile(
  folder: string,
  name: string,
  { contentType, all, place }: { contentType: string; all: ReadonlySet<string>; place: Place },
): StaticFile {
  const path = `${folder}/${name}`;
  const encoding = all.has(name + COMPRESSED.br) ? "br" : "identity";
  const body = readFileSync(encoding === "br" ? path + COMPRESSED.br : path);
  const isPage = extname(name) === ".html";
  return {
    bodies: {
      [encoding]: body,
      ...(all.has(name + COMPRESSED.gzip) && { gzip: readFileSync(path + COMPRESSED.gzip) }),
    },
    contentType,
    needless: needlessHeaders(name),
    hash: createHash("sha256").update(body).digest().subarray(0, 16).toString("base64url"),
    cacheControl: name.startsWith("_next/static/") ? "public, max-age=31536000, immutable" : "no-cache",
    contentSecurityPolicy: isPage ? contentSecurityPolicy(readFileSync(path, "utf8"), place) : PLAIN_POLICY,
  };
}
