import type { SessionOrigin } from "../cipher/session-origin.ts";
import { VaultError } from "../errors.ts";

/** What the configuration says of the server's name. */
export interface PasskeyRules {
  /** As people write them in the address bar; empty: only a page on this machine. */
  readonly publicOrigins: readonly string[];
  /** The domain that passkeys are made for; null: that of the first public origin. */
  readonly domain: string | null;
}

/** Where passkeys work: the host name that they are made for (WebAuthn's RP ID), and the pages that may ask for them. */
export interface PasskeySite {
  readonly rpId: string;
  readonly origins: readonly string[];
}

/** A page that has none, and the address of one that has; null: none has. */
interface NoPasskeySite {
  readonly rpId: null;
  readonly availableAt: string | null;
}

export type PageSite = PasskeySite | NoPasskeySite;

/** Where a request comes from, and which passkeys its page can ask for. */
export interface RequestOrigin extends SessionOrigin {
  readonly site?: PageSite;
}

export const NO_SITE: PageSite = { rpId: null, availableAt: null };

/**
 * @param page the origin that the page has, as the request says, and the port that the server was reached on: what the request says of
 * its own port may be anyone's.
 */
export function siteOf(
  { publicOrigins, domain }: PasskeyRules,
  page: { readonly origin: string; readonly port: number },
): PageSite {
  if (publicOrigins.length > 0) {
    const rpId = passkeyDomain({ publicOrigins, domain });
    const availableAt = rpId === null ? null : (publicOrigins.find(hasName) ?? null);
    return rpId !== null && publicOrigins.includes(page.origin) && hasName(page.origin)
      ? { rpId, origins: publicOrigins }
      : { rpId: null, availableAt };
  }
  const [scheme, usualPort] = page.origin.startsWith("https:") ? ["https", 443] : ["http", 80];
  const origin = `${scheme}://localhost${page.port === usualPort ? "" : `:${page.port}`}`;
  return page.origin === origin
    ? { rpId: "localhost", origins: [origin] }
    : { rpId: null, availableAt: origin };
}

/** The RP ID of a server with public addresses; null: none of them has a name. */
function passkeyDomain({ publicOrigins, domain }: PasskeyRules): string | null {
  const first = publicOrigins.find(hasName);
  return domain ?? (first === undefined ? null : hostOf(first));
}

/** Browsers make no passkey for an address. */
const hasName = (origin: string): boolean => !/^(?:\[.*|\d+(?:\.\d+){3})$/.test(hostOf(origin));

const hostOf = (origin: string): string => origin.replace(/^\w+:\/\//, "").replace(/:\d+$/, "");

/** @throws VaultError PASSKEYS_UNAVAILABLE */
export function requireSite(site: PageSite): PasskeySite {
  if (site.rpId !== null) return site;
  const { availableAt } = site;
  throw new VaultError("PASSKEYS_UNAVAILABLE", availableAt === null ? {} : { availableAt });
}
