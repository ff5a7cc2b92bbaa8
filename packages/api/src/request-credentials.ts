import { decodeBase64url } from "@opp/core/base64";
import { VaultError } from "@opp/core/errors";
import { type SecondFactorProof, secondFactorProof } from "@opp/core/schemas/second-factor";
import { Secret } from "@opp/core/secret";

/** What a request brings: who asks, what opens the vault, and what proves a second factor. */
export interface RequestCredentials {
  readonly token: string | null;
  readonly passphrase: Secret | null;
  /** Replaces the passphrase in a session that was opened without it. */
  readonly ticket: Secret | null;
  readonly secondFactor: SecondFactorProof | null;
}

/**
 * Reads token, passphrase or ticket, and second factor from the headers, and nothing else. `x-opp-phrase-base64` is canonical base64url of UTF-8;
 * `x-opp-phrase` is for ASCII; `x-opp-second-factor` is the word totp or spare, and the code.
 * @param rawHeaders names and values in turn, as Node's `rawHeaders`: only there a doubled header shows.
 * @throws VaultError INVALID_INPUT for a header given twice, both passphrase headers, a ticket with one, or one that isn't what it should be. No try is counted.
 */
export function readRequestCredentials(rawHeaders: readonly string[]): RequestCredentials {
  const authorization = single(rawHeaders, "authorization");
  const plain = single(rawHeaders, "x-opp-phrase");
  const encoded = single(rawHeaders, "x-opp-phrase-base64");
  if (plain !== null && encoded !== null) {
    throw refusal(
      "x-opp-phrase",
      "Send the passphrase only once, either in x-opp-phrase-base64 or in x-opp-phrase.",
    );
  }
  const ticket = readTicket(single(rawHeaders, TICKET_HEADER));
  if (ticket !== null && (plain ?? encoded ?? "") !== "")
    throw refusal(TICKET_HEADER, `Send either the passphrase or ${TICKET_HEADER}, not both.`);
  return {
    token: readBearer(authorization),
    passphrase: encoded === null ? readPlain(plain) : readEncodedPassphrase(encoded),
    ticket,
    secondFactor: readSecondFactor(single(rawHeaders, SECOND_FACTOR_HEADER)),
  };
}

/** Its value is what auth.unlockWithPasskey answered. */
const TICKET_HEADER = "x-opp-unlock";

/** @throws VaultError INVALID_INPUT for what can't be a ticket. No try is counted. */
function readTicket(header: string | null): Secret | null {
  if (header === null || header === "") return null;
  if (/^[\w-]{43}$/.test(header)) return new Secret(header);
  throw refusal(TICKET_HEADER, `${TICKET_HEADER} takes what auth.unlockWithPasskey answered.`);
}

export const SECOND_FACTOR_HEADER = "x-opp-second-factor";

/** @throws VaultError INVALID_INPUT for what can't be a code. No try is counted. */
export function readSecondFactor(header: string | null): SecondFactorProof | null {
  if (header === null || header === "") return null;
  const [kind, ...rest] = header.trim().split(/ +/);
  const read = secondFactorProof.safeParse({ kind: kind?.toLowerCase(), code: rest.join(" ") });
  if (read.success) return read.data;
  throw refusal(
    SECOND_FACTOR_HEADER,
    'Write the header as "x-opp-second-factor: totp 123456" or "x-opp-second-factor: spare K7P2-M4QX-9DTR".',
  );
}

function single(rawHeaders: readonly string[], name: string): string | null {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
  );
  if (values.length > 1) throw refusal(name, `The header ${name} was sent more than once.`);
  return values[0] ?? null;
}

function readBearer(authorization: string | null): string | null {
  if (authorization === null || authorization === "") return null;
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (!token) throw refusal("authorization", 'Write the header as "authorization: Bearer <token>".');
  return token;
}

function readPlain(plain: string | null): Secret | null {
  if (plain === null || plain === "") return null;
  if (!/^[\x20-\x7e]*$/.test(plain)) {
    throw refusal(
      "x-opp-phrase",
      "x-opp-phrase accepts only ASCII. Send other letters in x-opp-phrase-base64, as base64url of UTF-8.",
    );
  }
  return new Secret(plain);
}

/** @throws VaultError INVALID_INPUT unless it is canonical base64url of UTF-8. */
export function readEncodedPassphrase(encoded: string): Secret | null {
  if (encoded === "") return null;
  const bytes = decodeBase64url(encoded);
  try {
    if (!bytes) throw new TypeError("not canonical");
    return new Secret(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw refusal(
      "x-opp-phrase-base64",
      "x-opp-phrase-base64 needs valid UTF-8 as base64url without padding.",
    );
  } finally {
    bytes?.fill(0);
  }
}

const refusal = (field: string, message: string) => new VaultError("INVALID_INPUT", { field }, message);
