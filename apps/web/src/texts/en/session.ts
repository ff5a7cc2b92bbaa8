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
    check: (place: number) => `To be sure that you have it: type its group ${place}`,
    wrong: "That isn't the group. Look at your copy of the code.",
    kept: "I have kept it",
  },
  logIn: {
    title: "Log in",
    restoreTitle: "Bring back a deleted account",
    ended: "Your session has ended.",
    endedWithDraft: "Your session has ended. The form you were filling in comes back when you log in.",
    passphraseHint: "It opens your vault, and stays in this tab's memory only.",
    length: "Stay logged in for",
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
    idle: "Nothing happened for a while, so the vault was locked.",
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
