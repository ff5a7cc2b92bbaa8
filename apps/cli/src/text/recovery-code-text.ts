import { visible } from "./visible.ts";

/** What a person must read after an account was made. */
export const recoveryCodeText = (username: string, recoveryCode: string): string =>
  [
    `Made the account ${visible(username)}. Its recovery code, shown this once:`,
    "",
    `  ${recoveryCode}`,
    "",
    "Print it or write it down: with it and the password a forgotten passphrase can be replaced.",
  ].join("\n");
