import { textsApart } from "./apart.ts";
import { passkeys as de } from "./de/passkeys.ts";
import { passkeys as en } from "./en/passkeys.ts";

/** Only pages that use a passkey need them. */
export const passkeyTexts = textsApart({ en, de });
