import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** Log-in, the locked screen, recovery, a session's end. */
export const session = {
  firstAccount: {
    title: "Make your vault",
    titleNext: "Make an account",
    why: "What the two secrets are for",
    passwordIs: "Gets you through the door: the server checks it when you log in.",
    passphraseIs:
      "Opens what is inside: everything you store is sealed with it, and the server doesn't keep it.",
    passphraseHint: "Four or more random words are good. Nobody can reset it for you.",
    repeat: "Passphrase again",
    button: "Make the vault",
    making: "Making the vault…",
    have: "I have an account already",
    wrong: {
      username: "Choose a user name.",
      password: (shortest: number) => `A password needs at least ${shortest} characters.`,
      passphrase: (shortest: number) => `A passphrase needs at least ${shortest} characters.`,
      same: "The passphrase must differ from the password: one is for the door, the other for what is inside.",
      repeated: "The two passphrases differ.",
    },
  },
  recoveryCode: {
    title: "Keep your recovery code",
    text: "If you forget the passphrase, this code and your password are the only way back. It is shown this once.",
    of: (username: string) => `Recovery code of ${username}`,
    print: "Print",
    download: "Download",
    keep: "Keep it on paper, away from this computer. With your password, it opens the vault.",
    server: "Server",
    madeAt: "Made",
    purpose:
      "Who forgets the passphrase sets a new one with this code and the password: at log-in, under “Forgot the passphrase?”. It works once, and a newer code replaces it. Keep this away from the computer.",
    check: (first: number, second: number) =>
      `To be sure that you have it: type its groups ${first} and ${second}`,
    checkHint: "Or paste the whole code from where you keep it.",
    wrong: "Those aren't the groups. Look at your copy of the code.",
    skip: "Go on without keeping it",
    skipText:
      "Without the code, a forgotten passphrase means that everything in the vault is lost. You can make a new code later, under Account.",
    skipSure: "I know, go on without it",
    kept: "I have kept it",
  },
  logIn: {
    title: "Log in",
    restoreTitle: "Bring back a deleted account",
    ended: "Your session has ended.",
    endedWithDraft: "Your session has ended. The form you were filling in comes back when you log in.",
    passphraseHint: "It opens your vault, and stays in this tab's memory only.",
    length: "Stay logged in for",
    lengthOther: "Another time…",
    lengthCount: "How many",
    lengthUnit: "Unit",
    lengthUnits: { minute: "Minutes", hour: "Hours", day: "Days" },
    lengthBounds: (shortest: string, longest: string) => `From ${shortest} to ${longest}.`,
    lengthOf: ({ count, unit }: { count: number; unit: "second" | "minute" | "hour" | "day" }) =>
      many(count, unit, `${unit}s`),
    button: "Log in",
    opening: "Opening the vault…",
    forgotten: "Forgot the passphrase?",
    restore: "Deleted your account?",
    noRestore: "Back to log-in",
    restoreButton: "Bring back and log in",
    register: "Make an account",
    closed: "This server takes no new accounts. If you need one, ask whoever runs it.",
  },
  recover: {
    title: "Set a new passphrase",
    text: "Your recovery code opens the vault once more. You get a new code afterwards. A forgotten password can't be recovered this way.",
    button: "Set the passphrase",
    back: "Back to log-in",
  },
  lock: {
    title: "Locked",
    loggedInAs: (username: string) => `Logged in as ${username}`,
    text: "Your session lives on. The passphrase opens the vault again.",
    because: {
      idle: "Nothing happened for a while, so the vault was locked.",
      hidden: "This tab was out of sight, so the vault was locked.",
      sleep: "The computer was asleep, so the vault was locked.",
    },
    draftLost:
      "The form you were filling in couldn't be opened again: the passphrase was changed meanwhile, and it was sealed with the old one.",
    draftWaits: "The form you were filling in is kept, sealed. It comes back when you unlock.",
    button: "Unlock",
    logOut: "Log out",
  },
  stay: {
    title: "Stay logged in?",
    text: (seconds: number) =>
      `Your session ends in ${seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`}.`,
    nothingLost: "If it ends, nothing you typed is lost: it comes back at your next log-in in this tab.",
    button: "Stay logged in",
    later: "Let it end",
    done: "You stay logged in.",
  },
};
