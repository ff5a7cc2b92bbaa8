/**
 * The address to open for a typed URL: http and https only; a bare host name gets https. null for
 * anything else, such as `javascript:`.
 */
export const safeUrl = (typed: string): string | null => parseWebUrl(typed)?.href ?? null;

/** The host to show, or the text itself if it isn't an address. */
export function hostOf(typed: string): string {
  return parseWebUrl(typed)?.hostname.replace(/^www\./, "") ?? typed;
}

function parseWebUrl(typed: string): URL | null {
  const text = typed.trim();
  if (text === "") return null;
  const candidate =
    /^[a-z][a-z\d+.-]*:/i.test(text) && !BARE_HOST_AND_PORT.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(candidate);
    if (url.protocol !== "http:" && url.protocol !== "https:") return null;
    return url.hostname.includes(".") || url.hostname === "localhost" || candidate === text ? url : null;
  } catch {
    return null;
  }
}

const BARE_HOST_AND_PORT = /^[\w.-]+:\d+(\/|$)/;
