/** Scheme and host of an address as a person keeps it: often without a scheme, sometimes with a username. */
const ADDRESS = /^\s*(?:([a-z][a-z0-9+.-]*):[/\\]{2})?(?:[^/\\?#\s]*@)?(\[[^\]\s]*\]|[^/\\?#:@\s]+)/i;

/** In lower case, without the dot of the root; null: this names no place on the web. */
export function hostOfAddress(address: string): string | null {
  const [, scheme = "https", host = ""] = ADDRESS.exec(address) ?? [];
  if (!/^https?$/i.test(scheme)) return null;
  const name = host.toLowerCase().replace(/\.$/, "");
  return name.includes(".") || name.startsWith("[") || name === "localhost" ? name : null;
}

/** Whether what is typed there crosses a network in clear text. The device itself is no network. */
export function isInsecureAddress(address: string): boolean {
  if (!/^\s*http:/i.test(address)) return false;
  const host = hostOfAddress(address);
  return host === null || !LOOPBACK.test(host);
}

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
