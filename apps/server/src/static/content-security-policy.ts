import { createHash } from "node:crypto";

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** Allows a page its own files and exactly those inline scripts that it was built with. */
export function contentSecurityPolicy(html = "", { trustedTypes } = { trustedTypes: true }): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(([, script = ""]) => `'sha256-${sha256(script)}'`);
  return [
    "default-src 'none'",
    ["script-src 'self'", ...new Set(hashes)].join(" "),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    // The one policy is the app's own, which lets its build's scripts pass and nothing else (apps/web/public/first.js).
    ...(trustedTypes ? ["require-trusted-types-for 'script'", "trusted-types default"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("base64");
