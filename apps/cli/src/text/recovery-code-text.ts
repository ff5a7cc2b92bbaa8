import { visible } from "./visible.ts";

/** What a person must read after an account was made. */
export const recoveryCodeText = (username: string, recoveryCode: string): string =>
  [
    `Created the account ${visible(username)}. Recovery code, shown only once:`,
    "",
    `  ${recoveryCode}`,
    "",
    "Print it or write it down. With it and the password, you can replace a forgotten passphrase.",
  ].join("\n");
