import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** Login, the lock screen, recovery and the end of a session. */
export const session = {
  account: { title: "Account", changePassword: "Change password" },
  logIn: {
    title: "Log in",
    restoreTitle: "Restore a deleted account",
    ended: "Your session has ended.",
    changes: (list: string) =>
      `Since your last login: ${list}. If that wasn't you, contact the administrator and change your password.`,
    wrongCodes: (count: number) =>
      `Since your last login, ${many(count, "wrong code was", "wrong codes were")} entered with your password. If that wasn't you, someone knows your password: change it.`,
    fewSpareCodes: (left: number) =>
      `You have ${many(left, "spare code", "spare codes")} left. Create new ones.`,
    endedWithDraft: "Your session has ended. Log in to get your unsaved changes back.",
    passphraseHint: "Unlocks your vault. It is kept only in this tab's memory.",
    keep: (length: string) => `Stay logged in for ${length}`,
    keepHint:
      "Even after you close the browser. You then enter only your passphrase. Not for computers that you share.",
    lengthOther: "Custom…",
    lengthCount: "Number",
    lengthUnit: "Unit",
    lengthUnits: { minute: "Minutes", hour: "Hours", day: "Days" },
    lengthBounds: (shortest: string, longest: string) => `Choose from ${shortest} to ${longest}.`,
    lengthOf: ({ count, unit }: { count: number; unit: "second" | "minute" | "hour" | "day" }) =>
      many(count, unit, `${unit}s`),
    button: "Log in",
    opening: "Unlocking the vault…",
    passkey: "Log in with a passkey",
    passkeyAddress: "Passkeys need an address with a name:",
    forgotten: "Forgot your passphrase?",
    restore: "Deleted your account?",
    noRestore: "Back to login",
    restoreButton: "Restore and log in",
    register: "Create an account",
    closed: "Registration is closed. If you need an account, ask the administrator.",
  },
  lock: {
    title: "Locked",
    loggedInAs: (username: string) => `Logged in as ${username}`,
    text: "You're still logged in. Enter your passphrase to unlock the vault.",
    because: {
      idle: "Locked because you were inactive.",
      hidden: "Locked because this tab was in the background.",
      sleep: "Locked because the computer was asleep.",
    },
    draftLost:
      "Your unsaved changes couldn't be restored. They were encrypted with your old passphrase, which has been changed.",
    draftWaits: "Your unsaved changes are stored encrypted. Unlock to continue editing.",
    button: "Unlock",
    logOut: "Log out",
    another: "Use another account",
  },
};
