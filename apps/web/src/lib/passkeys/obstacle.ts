/** Why this page can't use passkeys: it was opened by an IP address, or the browser has none. */
export type PasskeyObstacle = "address" | "browser";

export function passkeyObstacle({ hostname }: Location = location): PasskeyObstacle | null {
  if (/^\[|^[\d.]+$/.test(hostname)) return "address";
  // A page that came in clear text over a network has no such thing either.
  const kind: unknown = Reflect.get(globalThis, "PublicKeyCredential");
  return typeof kind === "function" && "parseRequestOptionsFromJSON" in kind ? null : "browser";
}

/** Whether this page may ask for the passkeys of a host name: its own, or that of a domain above it. */
export const isUsableHere = (rpId: string, { hostname }: Pick<Location, "hostname"> = location): boolean =>
  hostname === rpId || hostname.endsWith(`.${rpId}`);

/** This page by the name that every computer has for itself; null: the address isn't this computer's own. */
export function namedAddress({ hostname, protocol, port }: Location = location): string | null {
  const isOwn = protocol === "http:" && (hostname.startsWith("127.") || hostname === "[::1]");
  return isOwn ? `http://localhost${port && `:${port}`}/` : null;
}
