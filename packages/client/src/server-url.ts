import { VaultClientError } from "./vault-client-error.ts";

/**
 * Where the procedures are, for the address that a person writes: `https://vault.example`, with a path where a proxy has put the
 * server under one.
 * @throws VaultClientError INVALID_OPTIONS. It doesn't repeat the address, which may hold a password.
 */
export function procedureAddress(url: string, allowInsecure: boolean): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw refusal('The server\'s address must be a URL, such as "https://vault.example".');
  if (parsed.username || parsed.password)
    throw refusal(
      "The server's address contains a username or a password. Leave them out and call login() instead.",
    );
  if (parsed.search || parsed.hash)
    throw refusal('The server\'s address must end with its host or path: leave out what follows "?" or "#".');
  if (parsed.protocol === "http:" && !allowInsecure && !isLoopback(parsed.hostname)) {
    throw refusal(
      'http:// would send the password and the passphrase in clear text. Use "https://", or set allowInsecure if something else encrypts the connection.',
    );
  }
  return `${parsed.origin}${parsed.pathname.replace(/\/+$/, "")}/api/trpc/`;
}

/**
 * Whether a host name, as `URL` writes it, never leaves the machine. Names that end with `.localhost` do outside of browsers: many
 * systems ask the network for them.
 */
const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);

const refusal = (message: string) => new VaultClientError("INVALID_OPTIONS", message);
