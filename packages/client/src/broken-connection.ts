import { VaultClientError } from "./vault-client-error.ts";

/**
 * Says why there was no answer: a name that isn't known, a port where nothing listens, a certificate that isn't trusted, another protocol.
 * The runtime's own error is left out, since its content isn't specified.
 */
export function describeBrokenConnection(error: unknown, address: string): VaultClientError {
  const { origin, hostname, protocol } = new URL(address);
  const reason = systemCode(error) ?? systemCode(error instanceof Error ? error.cause : null);
  const isSecure = protocol === "https:";
  const cause = CAUSES.find(({ codes }) => reason !== undefined && codes.test(reason));
  const sentence = cause?.sentence({ hostname, isSecure }) ?? "Check the address and that it is running.";
  const start = cause?.isUnsafe
    ? `The connection to ${origin} isn't safe`
    : `Can't reach the server at ${origin}`;
  const code = reason === undefined || !cause ? "" : ` (${reason})`;
  return new VaultClientError(
    "UNREACHABLE",
    `${start}${cause ? ": " : ". "}${sentence}${code && `${code}.`}`,
    {
      reason,
    },
  );
}

interface Cause {
  /** The operating system's, Node's and OpenSSL's codes for it. */
  readonly codes: RegExp;
  /** A certificate, in place of a server that can't be reached. */
  readonly isUnsafe?: boolean;
  /** Follows a colon; the code comes after it. */
  readonly sentence: (address: { readonly hostname: string; readonly isSecure: boolean }) => string;
}

const CAUSES: readonly Cause[] = [
  {
    codes: /^ENOTFOUND$/,
    sentence: ({ hostname }) => `no machine has the name ${hostname}. Check its spelling and your network`,
  },
  {
    codes: /^EAI_/,
    sentence: ({ hostname }) =>
      `the name ${hostname} can't be looked up at the moment. Check your network and its DNS`,
  },
  {
    codes: /^ECONNREFUSED$/,
    sentence: () => "nothing listens there. Check the port and that the server is running",
  },
  {
    codes: /^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT)$/,
    sentence: () => "it doesn't answer. The machine may be off, or a firewall in between",
  },
  {
    codes: /^(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/,
    sentence: () => "this machine has no way to it. Check your network",
  },
  {
    codes: /^(?:EPROTO|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|TLSV1.*))$/,
    sentence: () => "it doesn't accept an encrypted connection on this port. Check the port, or use http://",
  },
  {
    codes: /^HPE_/,
    sentence: ({ isSecure }) =>
      isSecure
        ? "what answers there isn't a web server. Check the port"
        : "what answers there isn't a plain web server. Check the port, or use https://",
  },
  {
    codes: /^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/,
    sentence: ({ isSecure }) =>
      `the connection was closed without an answer. Try again${isSecure ? "" : "; if the server uses TLS, use https://"}`,
  },
  {
    codes: /^CERT_HAS_EXPIRED$/,
    isUnsafe: true,
    sentence: () => "its certificate has expired. Renew it, or check this machine's clock",
  },
  {
    codes: /^CERT_NOT_YET_VALID$/,
    isUnsafe: true,
    sentence: () => "its certificate isn't valid yet. Check this machine's clock",
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    isUnsafe: true,
    sentence: ({ hostname }) =>
      `its certificate is for another name than ${hostname}. Use the name in the certificate`,
  },
  {
    codes: /CERT|SELF_SIGNED|TLS|SSL|ISSUER|UNABLE_TO_VERIFY/,
    isUnsafe: true,
    sentence: () =>
      "this machine doesn't trust its certificate. Name the authority's certificate in NODE_EXTRA_CA_CERTS",
  },
];

/** Such as ECONNREFUSED. */
function systemCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
}
