export interface OtpauthParts {
  /** In small letters: totp, hotp, steam. */
  readonly type: string;
  readonly label: string;
  /** By their names in small letters. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Whether it names two secrets that differ, of which none can be chosen. */
  readonly hasOtherSecret: boolean;
}

/**
 * Takes an otpauth address apart as sites write it, which is not always as RFC 3986 has it: a name may hold %, #, ?, & and letters
 * that aren't escaped.
 */
export function splitOtpauth(uri: string): OtpauthParts {
  const [, type = "", rest = ""] = /^otpauth:\/*([^/?#]*)\/?(.*)$/is.exec(uri) ?? [];
  const start = startOfQuery(rest);
  const { parameters, hasOtherSecret } = readQuery(rest.slice(start + 1));
  return {
    type: type.toLowerCase(),
    label: decodeEscapes(rest.slice(0, start)),
    parameters,
    hasOtherSecret,
  };
}

/** The first question mark behind which parameters stand, the secret among them: another one belongs to the label. */
function startOfQuery(text: string): number {
  for (const { index } of text.matchAll(/\?/g)) {
    const query = text.slice(index + 1);
    if (/^[\w.-]+=/.test(query) && /(?:^|[&;])secret=/i.test(query)) return index;
  }
  const first = text.indexOf("?");
  return first < 0 ? text.length : first;
}

function readQuery(query: string): Pick<OtpauthParts, "parameters" | "hasOtherSecret"> {
  const parameters = new Map<string, string>();
  let hasOtherSecret = false;
  let isInIssuer = false;
  let isInSecret = false;
  // Copied from a page's source, an ampersand is "&amp;".
  for (const pair of query.replaceAll("&amp;", "&").split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 0) {
      if (isInIssuer && pair !== "")
        parameters.set("issuer", `${parameters.get("issuer")}&${decodeEscapes(pair)}`);
      // Half of a secret makes codes, too, but wrong ones.
      if (isInSecret && pair !== "") parameters.set("secret", `${parameters.get("secret")}&${pair}`);
      continue;
    }
    const name = pair.slice(0, equals).toLowerCase();
    isInIssuer = name === "issuer";
    isInSecret = name === "secret";
    // Only a name may hold the sign of a fragment, which nobody puts behind such an address.
    const text = isInIssuer ? pair.slice(equals + 1) : (pair.slice(equals + 1).split("#", 1)[0] ?? "");
    const value = decodeEscapes(text);
    if (name === "secret") hasOtherSecret ||= !isSameSecret(parameters.get(name) ?? value, value);
    parameters.set(name, value);
  }
  return { parameters, hasOtherSecret };
}

const isSameSecret = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A percent sign that begins no escape of UTF-8 stands for itself. */
export function decodeEscapes(text: string): string {
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
  // Half a character can't be escaped again.
  return decoded.replace(/\p{Surrogate}/gu, "\ufffd");
}
