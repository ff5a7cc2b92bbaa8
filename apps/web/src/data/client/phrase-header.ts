/** The value of the header `x-opp-phrase-base64`: base64url of its UTF-8, without padding. */
export function phraseHeader(passphrase: string): string {
  const bytes = new TextEncoder().encode(passphrase);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
