/** Characters that XML 1.0 can't hold: most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const UNWRITABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that XML can hold: U+FFFD in the place of what it can't. */
export const writableText = (text: string): string => text.replace(UNWRITABLE, "\ufffd");

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };

export const escapeXml = (text: string): string =>
  text.replace(/[&<>\r]/g, (found) => ESCAPES[found] ?? found);
