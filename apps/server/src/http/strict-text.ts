import { isUtf8 } from "node:buffer";
import { HttpRefusal } from "./http-refusal.ts";

const NOT_UTF8 = "The request's body isn't valid UTF-8, so nothing was stored. Send it in UTF-8.";
const OTHER_CHARSET = "Send the body in UTF-8, with the header content-type: application/json.";
const COMPRESSED = "The request's body is compressed, which this server doesn't read. Send it uncompressed.";
const BAD_QUERY = "The address isn't valid UTF-8. Write each byte that isn't ASCII as % and two digits.";

/**
 * Refuses a body that can't be read as it was meant: a lenient decoder would put replacement characters in it, and they would be stored.
 * @param contentType as it came; any charset but UTF-8 is refused.
 * @throws HttpRefusal 400 or 415
 */
export function requireUtf8(bytes: Buffer, contentType: string | undefined): void {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(contentType ?? "") ?? [];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new HttpRefusal(415, OTHER_CHARSET);
  if (!isUtf8(bytes)) throw new HttpRefusal(400, NOT_UTF8);
}

/** Bytes that are compressed would be called bad UTF-8, which sends people looking in the wrong place. @throws HttpRefusal 415 */
export function refuseCompressed(contentEncoding: string | undefined): void {
  if (!/^\s*(identity)?\s*$/i.test(contentEncoding ?? "")) throw new HttpRefusal(415, COMPRESSED);
}

/** The names and values behind an address' question mark. @throws HttpRefusal for what isn't UTF-8. */
export function readQuery(url: string): ReadonlyMap<string, string> {
  const [, query = ""] = url.split(/\?(.*)/s);
  const pairs = query.split("&").filter((pair) => pair !== "");
  return new Map(
    pairs.map((pair) => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return [decodePart(name), decodePart(value)];
    }),
  );
}

function decodePart(part: string): string {
  // Node hands on a byte that isn't ASCII as a letter of Latin-1, which few clients mean.
  if (/[^\u0021-\u007e]/.test(part)) throw new HttpRefusal(400, BAD_QUERY);
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch {
    throw new HttpRefusal(400, BAD_QUERY);
  }
}
