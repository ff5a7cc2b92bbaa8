import type { IncomingMessage } from "node:http";
import type { ServerConfig } from "@opp/host/config/config";
import { type AddressSet, isLoopback } from "@opp/host/values/addresses";
import type { FastifyRequest } from "fastify";
import { HttpRefusal } from "./http-refusal.ts";

export type Reachability = Pick<ServerConfig, "host" | "publicOrigins"> & {
  readonly isTrustedProxy: AddressSet;
  /** Whether this process terminates TLS itself. */
  readonly ownTls: boolean;
};

/**
 * Refuses requests that came in clear text over a network, under a name that isn't the server's (DNS rebinding), or from another
 * site's page, unless it only reads a page.
 * @throws HttpRefusal 403 or 421
 */
export function createFrontDoor(reach: Reachability): (request: FastifyRequest) => void {
  const isOwnHost = ownHosts(reach);
  return (request) => {
    // Node also takes addresses in absolute form, which proxies are sent.
    if (!request.url.startsWith("/")) throw new HttpRefusal(400);
    if (!reach.ownTls) refuseClearText(request, reach.isTrustedProxy);
    const host = request.headers.host ?? "";
    const name = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase();
    if (name === undefined || !isOwnHost(name))
      throw new HttpRefusal(421, misdirected(name === undefined ? null : host));
    if (isApiRoute(request) || !["GET", "HEAD"].includes(request.method))
      refuseOtherSites(request, `${request.protocol}://${host}`, reach.publicOrigins);
  };
}

/** Node keeps the first of two; a proxy in front may have used the last. Before HTTP/1.1 there may be none (RFC 9112, 3.2). */
export function namesOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  return hosts.length === 1 || (hosts.length === 0 && httpVersion === "1.0");
}

/** By the route, not the address: `/%61pi` leads to the API as well. */
export const isApiRoute = (request: FastifyRequest): boolean =>
  request.routeOptions.url?.startsWith("/api/") ?? false;

function ownHosts({ host, publicOrigins }: Reachability): (name: string) => boolean {
  const names = new Set(["localhost", "[::1]", host.includes(":") ? `[${host}]` : host]);
  for (const origin of publicOrigins) names.add(new URL(origin).hostname);
  return (name) => names.has(name) || isLoopback(name);
}

const misdirected = (host: string | null): string =>
  host === null
    ? "The request doesn't name a host of this server."
    : `This server isn't known as ${host}. If that is its name, start it with OPP_PUBLIC_URL=https://${host}`;

/** Past loopback a connection is either the declared proxy's, which says that its own client came by TLS, or refused. */
function refuseClearText(request: FastifyRequest, isTrustedProxy: AddressSet): void {
  const peer = request.socket.remoteAddress ?? "";
  const saysHow = request.headers["x-forwarded-proto"] !== undefined;
  if (isTrustedProxy(peer) && (saysHow || !isLoopback(peer))) {
    if (request.protocol === "https") return;
    throw new HttpRefusal(
      403,
      "Use https://. (Administrators: the proxy must send X-Forwarded-Proto: https.)",
    );
  }
  if (!isLoopback(peer) && !isTrustedProxy(peer)) {
    throw new HttpRefusal(403, "This server answers only through its TLS proxy.");
  }
}

/** Browsers say where a request comes from; other clients say nothing, and carry no one's session by themselves. */
function refuseOtherSites(
  request: FastifyRequest,
  ownOrigin: string,
  publicOrigins: readonly string[],
): void {
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  const isOwnOrigin = origin === undefined || origin === ownOrigin || publicOrigins.includes(origin);
  // "same-site" is another port of this machine, which may be anyone's; a development server is let in by OPP_PUBLIC_URL.
  const isOwnSite = site === undefined || site === "same-origin" || site === "none" || origin !== undefined;
  if (!isOwnOrigin || !isOwnSite) throw new HttpRefusal(403);
}
