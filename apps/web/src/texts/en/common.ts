import type { VaultErrorCode } from "@opp/core/errors";
import { LIMITS } from "@opp/core/rules/limits";
import { pluralIn } from "../plural.ts";
import { crash } from "./crash.ts";

const many = pluralIn("en");

/** "User name" is small within a sentence; "PIN", and what people named themselves in capitals, stays. */
const inSentence = (what: string) =>
  /^\p{Lu}\p{Ll}/u.test(what) ? what.charAt(0).toLowerCase() + what.slice(1) : what;

/** The texts that belong to no screen: the product's own, buttons, the words for things, refusals. */
export const common = {
  product: "OpenPassPhrase",
  description: "Your own vault for secrets.",
  noScript: "OpenPassPhrase needs JavaScript. Allow it for this address, then load the page again.",
  skip: "Skip to the content",
  loading: "Loading",
  close: "Close",
  back: "Back",
  cancel: "Cancel",
  save: "Save",
  undo: "Undo",
  understood: "Understood",
  yes: "Yes",
  no: "No",
  withKey: (what: string, key: string) => `${what} (key ${key})`,
  tryAgain: "Try again",
  messages: "Messages",
  offline: "The server can't be reached. What you see may be out of date.",
  unreachable: {
    title: "The server can't be reached",
    text: "Check your connection, or ask whoever runs this server. Nothing of yours is lost.",
  },
  update: {
    ready: "A new version is there.",
    otherVersion: (server: string, page: string) =>
      `The server runs version ${server}, this page is still version ${page}.`,
    outdated: "This page is too old for the server: it shows what is there, but can save nothing. Reload it.",
    copyFirst: "Copy what you typed first.",
    formOpen: "Save or close the form, then reload.",
    passphrase: "You'll need your passphrase again.",
    reload: "Reload",
    later: "Later",
  },
  notFound: {
    title: "There is no such page",
    text: "The vault has one address only.",
    back: "Go to the vault",
  },
  crash,
  time: { justNow: "just now" },
  words: {
    username: "User name",
    password: "Password",
    passphrase: "Passphrase",
    recoveryCode: "Recovery code",
    newUsername: "New user name",
    newPassword: "New password",
    newPassphrase: "New passphrase",
    name: "Name",
    url: "Website",
    account: "Account",
    itemUsername: "User name",
    totp: "One-time code",
    blob: "Notes",
  },
  fieldNames: {
    name: "Name",
    url: "Website",
    moreUrls: "More websites",
    account: "Account",
    username: "User name",
    password: "Password",
    totp: "One-time code",
    blob: "Notes",
    fields: "Your own fields",
    tags: "Tags",
    favourite: "Favourite",
    categoryId: "Category",
  },
  secret: {
    show: (what: string) => `Show ${inSentence(what)}`,
    hide: (what: string) => `Hide ${inSentence(what)}`,
    large: "Show in large letters",
    letterByLetter: "Letter by letter",
    hidden: "hidden",
    capsLock: "Caps Lock is on.",
  },
  copy: {
    label: "Copy",
    field: (what: string) => `Copy ${inSentence(what)}`,
    of: (what: string, name: string) => `Copy ${inSentence(what)} of ${name}`,
    done: (what: string, seconds: number) =>
      `${what} copied. The clipboard is cleared in ${seconds} seconds.`,
    stays: (what: string) => `${what} copied. It stays in the clipboard.`,
    nothing: (what: string) => `There is no ${inSentence(what)} to copy.`,
    refused: "The browser doesn't let this page copy. Show the value and copy it by hand.",
  },
  errors: {
    offline: "The server can't be reached. Nothing was saved; try again in a moment.",
    unknown: "Something went wrong. Try again.",
    waitFor: (seconds: number) =>
      seconds < 60
        ? `Try again in ${many(seconds, "second", "seconds")}.`
        : `Try again in ${many(Math.ceil(seconds / 60), "minute", "minutes")}.`,
    passwordIncorrect: "The password is wrong.",
    refused: "This can't be taken as it is.",
    tooShort: (limit: number) => `Too short: at least ${many(limit, "character", "characters")}.`,
    tooLong: (limit: number) => `Too long: at most ${many(limit, "character", "characters")}.`,
    tryNow: "Try again now.",
    byCode: {
      UNAUTHORIZED: "Your session has ended. Log in again.",
      CREDENTIALS_INCORRECT: "The user name or the password is wrong.",
      PASSPHRASE_REQUIRED: "This needs your passphrase. Unlock the vault.",
      PASSPHRASE_INCORRECT: "That isn't the passphrase. Mind capitals and blanks.",
      RECOVERY_CODE_INCORRECT: "That recovery code is wrong. Check it letter by letter.",
      TOO_MANY_TRIES: "Too many failed tries.",
      BUSY: "The server is busy.",
      REGISTRATION_CLOSED: "This server doesn't take new accounts. Ask whoever runs it.",
      USERNAME_TAKEN: "This user name is taken. Choose another.",
      NOT_FOUND: "That isn't there any more. Load the page again to see what is.",
      UNKNOWN_CATEGORY: "This category isn't there any more. Choose another.",
      CATEGORY_IN_ITSELF: "A category can't lie in itself, nor in one that lies in it. Choose another place.",
      CATEGORY_TOO_DEEP: `Categories lie at most ${LIMITS.categoryLevels} levels deep, those in the trash counted. Choose a place further up.`,
      CONFLICT: "This was changed elsewhere meanwhile. Load it again, then repeat your change.",
      CLIENT_OUTDATED:
        "This page is of another version than the server, so nothing was saved. Copy what you typed, then load the page anew.",
      INVALID_INPUT: "Something of what you typed can't be taken. Check the fields.",
      RECORD_DAMAGED:
        "A record doesn't open: it was damaged, or changed outside the product. Nothing was overwritten.",
      RECORD_UNSUPPORTED:
        "A record is in a form that this version doesn't know. Nothing was overwritten; the server may need its newer version back.",
      INTERNAL:
        "The server failed at this. Nothing was changed; whoever runs it finds the reason in its log.",
    } satisfies Record<VaultErrorCode | "INTERNAL", string>,
  },
  strength: {
    sentence: (score: number, span: string) =>
      `${["Very weak", "Weak", "Fair", "Good", "Strong"][score] ?? ""}: a stolen hash of it holds for ${span}.`,
    /** What the estimator says of a password, one of a closed set of English sentences. */
    advice: (english: string) => english,
  },
};
