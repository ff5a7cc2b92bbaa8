const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** The name that an address gives: its host without `www.` and port, or the app of another scheme; "": none. */
export function nameFromAddress(address: string, { withPort = false } = {}): string {
  const text = address.trim();
  if (text === "") return "";
  if (SCHEME.test(text) && !/^https?:/i.test(text) && !/^[^/]*:\d/.test(text)) {
    const rest = text.replace(SCHEME, "").replace(/^\/\//, "");
    return (rest.split(/[/?#]/)[0] ?? "").replace(/^.*@/, "");
  }
  try {
    const { hostname, host } = new URL(/^https?:/i.test(text) ? text : `https://${text}`);
    return (withPort ? host : hostname).replace(/^www\./, "");
  } catch {
    return "";
  }
}
