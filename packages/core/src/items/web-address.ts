/** The web platform's own, which every runtime has; declared here, since core is compiled without a platform's types. */
interface ParsedUrl {
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}
declare const URL: new (text: string) => ParsedUrl;

export interface WebAddress {
  /** What a link opens. */
  readonly href: string;
  /** In lower case, without the dot of the root. */
  readonly host: string;
  /** "": the scheme's usual one. */
  readonly port: string;
  /** Path, query and fragment; "" for the start page. */
  readonly rest: string;
  /** Someone wrote `http:`. */
  readonly isWrittenHttp: boolean;
}

const SCHEME = /^([a-z][a-z\d+.-]*):/i;
const HOST_AND_PORT = /^[\w.-]+:\d{1,5}(?:[/?#]|$)/;
/** They have no host, although what follows may look like a port. */
const NO_HOST = /^(?:javascript|data|vbscript|file|blob|about|mailto|tel|sms):/i;
/** A name in the local network, such as `nas`: letters and digits, with a letter. */
const ONE_WORD = /^(?=.*[a-z])[a-z\d](?:[a-z\d-]*[a-z\d])$/;

/**
 * A website as people keep it: often without a scheme, as `nas:5000`, `[2001:db8::1]` or `example.com:8443?x=1`. With a scheme it
 * has to be http or https. Without one, it is https; or http where certificates are rare: at one-word names, localhost and private
 * addresses, unless the port ends in 443.
 * @returns null for anything else, which no link opens.
 */
export function parseWebAddress(typed: string): WebAddress | null {
  const text = typed.trim();
  if (text === "" || NO_HOST.test(text) || /[\t\r\n]/.test(text)) return null;
  const hasScheme = SCHEME.test(text) && !HOST_AND_PORT.test(text);
  const url = parseUrl(hasScheme ? text : `https://${text}`);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const host = url.hostname.replace(/\.$/, "");
  if (hasScheme) return addressOf(url, host, url.protocol === "http:");
  if (!isHost(host)) return null;
  // The browser reads 1.5 and 1234 as addresses, too.
  if (IP_V4.test(host) && !text.startsWith(host)) return null;
  const plain = isPrivate(host) ? parseUrl(`http://${text}`) : null;
  return addressOf(plain && !plain.port.endsWith("443") ? plain : url, host, false);
}

const IP_V4 = /^\d+(?:\.\d+){3}$/;

const addressOf = (url: ParsedUrl, host: string, isWrittenHttp: boolean): WebAddress => ({
  href: url.href,
  host,
  port: url.port,
  rest: `${url.pathname === "/" ? "" : url.pathname}${url.search}${url.hash}`,
  isWrittenHttp,
});

function parseUrl(text: string): ParsedUrl | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

const isHost = (host: string): boolean => host.includes(".") || host.startsWith("[") || ONE_WORD.test(host);

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** RFC 1918, link-local addresses, and their counterparts of IPv6. */
const PRIVATE =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)[\d.]+$|^\[(?:f[cd]|fe[89ab])[\da-f:]+\]$/;

const isPrivate = (host: string): boolean => LOOPBACK.test(host) || PRIVATE.test(host) || ONE_WORD.test(host);

/** Host and port to show in a list; the text itself if it isn't an address. */
export function placeOf(typed: string): string {
  const address = parseWebAddress(typed);
  return address === null ? typed : withPort(address).replace(/^www\./, "");
}

/** All of an address that tells it from another one, in three parts: without a name or password in it. */
export function addressParts(typed: string): readonly [before: string, place: string, after: string] {
  const address = parseWebAddress(typed);
  if (address === null) return ["", typed, ""];
  const place = withPort(address);
  const bare = place.replace(/^www\./, "");
  const before = `${address.isWrittenHttp ? "http://" : ""}${place.slice(0, place.length - bare.length)}`;
  return [before, bare, address.rest];
}

export const shownAddress = (typed: string): string => addressParts(typed).join("");

const withPort = ({ host, port }: WebAddress): string => (port === "" ? host : `${host}:${port}`);

/** The host, where it can be one of the public web; null: this names no such place. */
export function hostOfAddress(address: string): string | null {
  const host = parseWebAddress(address)?.host ?? "";
  return host.includes(".") || host.startsWith("[") || host === "localhost" ? host : null;
}

/** Whether what is typed there crosses a network in clear text. The device itself is no network. */
export function isInsecureAddress(address: string): boolean {
  if (!/^\s*http:/i.test(address)) return false;
  const host = parseWebAddress(address)?.host;
  return host === undefined || !LOOPBACK.test(host);
}
