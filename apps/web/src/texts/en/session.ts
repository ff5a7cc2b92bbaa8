import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** Login, the lock screen, recovery and the end of a session. */
export const session = {
  account: { title: "Account", changePassword: "Change password" },
  firstAccount: {
    title: "Create your vault",
    titleNext: "Create an account",
    why: "Why two secrets?",
    passwordIs: "Logs you in. The server checks it.",
    passphraseIs: "Encrypts everything you store. The server doesn't keep it.",
    passphraseHint: "Use 4 or more random words. No one can reset it for you.",
    repeat: "Repeat passphrase",
    button: "Create vault",
    making: "Creating vault…",
    have: "I already have an account",
    wrong: {
      username: "Choose a username.",
      invisible: "The username contains an invisible character. Type it instead of pasting it.",
      mixedScripts: "The username mixes letters of different scripts that look alike. Use one script.",
      password: (shortest: number) => `A password needs at least ${shortest} characters.`,
      passphrase: (shortest: number) => `A passphrase needs at least ${shortest} characters.`,
      same: "The passphrase must be different from the password.",
      repeated: "The passphrases don't match.",
    },
  },
  recoveryCode: {
    title: "Save your recovery code",
    text: "If you forget your passphrase, this code and your password are the only way back in. The code is shown only once.",
    of: (username: string) => `Recovery code for ${username}`,
    print: "Print",
    download: "Download",
    keep: "Keep it on paper, away from this computer. Together with your password, it unlocks the vault.",
    server: "Server",
    madeAt: "Created",
    purpose:
      "If you forget your passphrase, set a new one with this code and your password: choose “Forgot your passphrase?” when you log in. The code works once. A newer code replaces it. Keep this sheet away from your computer.",
    check: (first: number, second: number) =>
      `To confirm that you saved it, enter groups ${first} and ${second}`,
    checkHint: "Or paste the whole code.",
    wrong: "These groups don't match the code. Check your copy.",
    skip: "Continue without saving",
    skipText:
      "Without the code, you lose everything in your vault if you forget your passphrase. You can create a new code later under Account.",
    skipSure: "Continue without a code",
    kept: "I saved it",
  },
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
  recover: {
    title: "Set a new passphrase",
    text: "Your recovery code unlocks the vault once. You then get a new code. You can't recover a forgotten password this way.",
    button: "Set passphrase",
    back: "Back to login",
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
  stay: {
    title: "Stay logged in?",
    text: (seconds: number) =>
      `Your session ends in ${seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`}.`,
    nothingLost: "Unsaved changes are kept until you log in again in this tab.",
    button: "Stay logged in",
    later: "Not now",
    done: "Session extended.",
  },
};
