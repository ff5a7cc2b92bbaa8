/** The web platform's own UTF-8, which every runtime has; declared here, since core is compiled without a platform's types. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
  encodeInto(text: string, bytes: Uint8Array): { readonly written: number };
}
declare class TextDecoder {
  constructor(label: "utf-8", options: { fatal: true; ignoreBOM: true });
  decode(bytes: Uint8Array): string;
}

// Made once: libsodium's own from_string and to_string make one for every call, which shows with ten thousand records.
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Into `bytes`, which costs a fraction of an array for every text. @returns a view of what was written, until the next call. */
export const utf8EncodeInto = (text: string, bytes: Uint8Array): Uint8Array =>
  bytes.subarray(0, encoder.encodeInto(text, bytes).written);

export const utf8Encode = (text: string): Uint8Array => encoder.encode(text);

/** @throws TypeError for bytes that are no UTF-8. */
export const utf8Decode = (bytes: Uint8Array): string => decoder.decode(bytes);
