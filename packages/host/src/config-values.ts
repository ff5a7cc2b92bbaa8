import { isIP } from "node:net";
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

export const path: ValueReader<string> = (text) => {
  if (text.includes("\0")) throw new WrongValue("must be a path");
  return text;
};

const commaSeparated = (text: string): string[] => text.split(",").map((part) => part.trim());

export const addressRanges: ValueReader<readonly string[]> = (text) => {
  const ranges = commaSeparated(text);
  try {
    addressSet(ranges);
  } catch {
    throw new WrongValue(
      "must be addresses or CIDR ranges, separated by commas, that don't take in every address",
    );
  }
  return ranges;
};

/** Origins as browsers write them: scheme, host, and the port where it isn't the scheme's own. */
export const publicOrigins: ValueReader<readonly string[]> = (text) => commaSeparated(text).map(publicOrigin);

function publicOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlainOrigin = url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  if (!isPlainOrigin)
    throw new WrongValue("must be https:// and a host, with a port if it needs one, and nothing behind it");
  if (url.protocol === "http:" && !isLoopback(url.hostname.replace(/^\[|\]$/g, ""))) {
    throw new WrongValue("must begin with https://, since a passphrase would travel in clear text otherwise");
  }
  return url.origin;
}
