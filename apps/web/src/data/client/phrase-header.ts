import { base64urlOf } from "../../base/base64url.ts";

/** The value of the header `x-opp-phrase-base64`: base64url of its UTF-8, without padding. */
export const phraseHeader = (passphrase: string): string => base64urlOf(new TextEncoder().encode(passphrase));
