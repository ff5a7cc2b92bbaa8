import { isIP } from "node:net";
import { Secret } from "@opp/core/secret";
import { addressSet, isLoopback } from "./addresses.ts";

/** Reads one option's text. @throws WrongValue */
export type ValueReader<T> = (text: string) => T;

/** Says what a value has to be; never repeats the value, which may be a secret in the wrong place. */
export class WrongValue extends Error {}

export function wholeNumber(min: number, max: number): ValueReader<number> {
  return (text) => {
    const value = /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max))
      throw new WrongValue(`must be a whole number from ${min} to ${max}, in plain digits`);
    return value;
  };
}

export function oneOf<const Choice extends string>(...choices: readonly Choice[]): ValueReader<Choice> {
  return (text) => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) throw new WrongValue(`must be one of: ${choices.join(", ")}`);
    return choice;
  };
}

export const hostName: ValueReader<string> = (text) => {
  const isName = /^[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?$/i.test(text) && !/^[\d.]+$/.test(text);
  if (isIP(text) === 0 && !isName)
    throw new WrongValue("must be an address or a host name, without scheme and port");
  return text.toLowerCase();
};

/** A name that isn't an address: browsers make no passkey for one. */
export const domainName: ValueReader<string> = (text) => {
  if (isIP(text) !== 0) throw new WrongValue("must be a name: browsers make no passkeys for an address");
  return hostName(text);
};

export const hostAndPort: ValueReader<{ readonly host: string; readonly port: number }> = (text) => {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text) ?? [];
  if (port === undefined) throw new WrongValue("must be an address, a colon and a port");
  return { host: hostName(bracketed ?? plain ?? ""), port: wholeNumber(0, 65_535)(port) };
};

export const path: ValueReader<string> = (text) => {
  if (text.includes("\0")) throw new WrongValue("must be a path");
  return text;
};

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Python's names for them: old configurations continue working. */
const PYTHON_LOG_LEVELS: Readonly<Record<string, string>> = { critical: "fatal", warning: "warn" };

export const logLevel: ValueReader<LogLevel> = (text) => {
  const name = text.toLowerCase();
  return oneOf(...LOG_LEVELS)(PYTHON_LOG_LEVELS[name] ?? name);
};

/** What a server secret that someone made up must have, and the ones that stood in old examples haven't. */
const MIN_SECRET_CHARS = 32;
const MIN_DIFFERENT_CHARS = 10;

export const serverSecretText: ValueReader<Secret> = (text) => {
  const isPlaceholder = /default|insecure|changeme|change-me|secret-?key|example/i.test(text);
  if (text.length < MIN_SECRET_CHARS || new Set(text).size < MIN_DIFFERENT_CHARS || isPlaceholder) {
    throw new WrongValue(
      `is too weak: anyone who guesses it can sign sessions. Leave it out to have one created, or generate one of at least ${MIN_SECRET_CHARS} characters`,
    );
  }
  return new Secret(text);
};

const commaSeparated = (text: string): string[] => text.split(",").map((part) => part.trim());

export const addressRanges: ValueReader<readonly string[]> = (text) => {
  const ranges = commaSeparated(text);
  try {
    addressSet(ranges);
  } catch {
    throw new WrongValue("must be addresses or CIDR ranges, separated by commas, but not every address");
  }
  return ranges;
};

/** Origins as browsers write them: scheme, host, and the port where it isn't the scheme's own. */
export const publicOrigins: ValueReader<readonly string[]> = (text) => commaSeparated(text).map(publicOrigin);

function publicOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlainOrigin = url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  if (!isPlainOrigin)
    throw new WrongValue("must be https:// and a host, with a port if needed, and nothing after it");
  if (url.protocol === "http:" && !isLoopback(url.hostname.replace(/^\[|\]$/g, ""))) {
    throw new WrongValue(
      "must start with https://, because passphrases would otherwise be sent in clear text",
    );
  }
  return url.origin;
}
