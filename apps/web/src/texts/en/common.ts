import type { VaultErrorCode } from "@opp/core/errors";
import type { WrittenFieldName } from "@opp/core/items/fields";
import { LIMITS } from "@opp/core/rules/limits";
import { pluralIn } from "../plural.ts";
import { crash } from "./crash.ts";

const many = pluralIn("en");

/** Lower-cases "Username" within a sentence, but keeps "PIN" and names that people wrote in capitals. */
const inSentence = (what: string) =>
  /^\p{Lu}\p{Ll}/u.test(what) ? what.charAt(0).toLowerCase() + what.slice(1) : what;

/** Texts shared by all screens: the product, buttons, field names and errors. */
export const common = {
  product: "OpenPassPhrase",
  description: "Your self-hosted password vault.",
  linkWhileIn: "You are logged in. To use this link, log out, then open it again.",
  noScript: "OpenPassPhrase needs JavaScript. Allow it for this site, then reload the page.",
  skip: "Skip to content",
  loading: "Loading",
  close: "Close",
  back: "Back",
  cancel: "Cancel",
  save: "Save",
  undo: "Undo",
  understood: "OK",
  yes: "Yes",
  no: "No",
  withKey: (what: string, key: string) => `${what} (key ${key})`,
  tryAgain: "Try again",
  messages: "Messages",
  clock: {
    differs: (seconds: number, isAhead: boolean) =>
      `This device's clock is ${seconds} seconds ${isAhead ? "ahead of" : "behind"} the server's. The app uses the server's time. Check the date and time settings.`,
  },
  update: {
    ready: "A new version is available.",
    otherVersion: (server: string, page: string) =>
      `The server runs version ${server}; this page is still version ${page}.`,
    outdated:
      "This page is too old for the server. You can view items but not save changes. Reload the page.",
    copyFirst: "Copy your changes first.",
    formOpen: "Save or close the form, then reload.",
    passphrase: "You'll need to enter your passphrase again.",
    reload: "Reload",
    later: "Later",
  },
  notFound: {
    title: "Page not found",
    text: "Check the address, or go to your vault.",
    back: "Go to the vault",
  },
  crash,
  time: { justNow: "just now" },
  words: {
    username: "Username",
    password: "Password",
    passphrase: "Passphrase",
    recoveryCode: "Recovery code",
    newUsername: "New username",
    newPassword: "New password",
    newPassphrase: "New passphrase",
    name: "Name",
    url: "Website",
    account: "Account number",
    itemUsername: "Username",
    totp: "One-time code",
    blob: "Notes",
  },
  fieldNames: {
    name: "Name",
    url: "Website",
    moreUrls: "More websites",
    account: "Account number",
    username: "Username",
    password: "Password",
    totp: "One-time code",
    blob: "Notes",
    fields: "Custom fields",
    tags: "Tags",
    favourite: "Favourite",
    kind: "Kind",
    categoryId: "Category",
  } satisfies Record<WrittenFieldName | "categoryId", string>,
  secret: {
    show: (what: string) => `Show ${inSentence(what)}`,
    hide: (what: string) => `Hide ${inSentence(what)}`,
    large: "Show in large type",
    letterByLetter: "Character by character",
    hidden: "hidden",
    capsLock: "Caps Lock is on.",
    outerSpace: "Begins or ends with a space, which counts.",
    invisible: "Contains an invisible or unusual space character, which counts.",
  },
  copy: {
    label: "Copy",
    field: (what: string) => `Copy ${inSentence(what)}`,
    of: (what: string, name: string) => `Copy ${inSentence(what)} of ${name}`,
    done: (what: string, seconds: number) => `${what} copied. The clipboard clears in ${seconds} seconds.`,
    stays: (what: string) => `${what} copied. The clipboard isn't cleared automatically.`,
    nothing: (what: string) => `No ${inSentence(what)} to copy.`,
    refused: "The browser blocked copying. Show the value and copy it yourself.",
  },
  input: {
    excess: (excess: number, most: number) =>
      `${many(excess, "character", "characters")} too many: at most ${many(most, "character fits", "characters fit")}. Nothing is cut off; shorten it to save.`,
    halfCharacter: "This contains half a character. Delete it and type it again.",
    oneLine: (lines: number) =>
      `The pasted text has ${many(lines, "line", "lines")}, and this field takes one. Nothing was pasted.`,
    invisible: "This name contains only spaces or invisible characters. Enter one that people can see.",
  },
  errors: {
    unknown: "Something went wrong. Try again.",
    waitFor: (seconds: number) =>
      seconds < 60
        ? `Try again in ${many(seconds, "second", "seconds")}.`
        : `Try again in ${many(Math.ceil(seconds / 60), "minute", "minutes")}.`,
    passwordIncorrect: "Wrong password.",
    tooManyCodes: "Too many wrong codes from the authenticator app. A spare code still works.",
    refused: "This value isn't valid.",
    tooShort: (limit: number) => `Too short: at least ${many(limit, "character", "characters")}.`,
    tooLong: (limit: number) => `Too long: at most ${many(limit, "character", "characters")}.`,
    tryNow: "Try again now.",
    saveAgain: "It may have been saved. Save again: nothing is created twice.",
    byCode: {
      UNAUTHORIZED: "Your session has ended. Log in again.",
      CREDENTIALS_INCORRECT: "Wrong username or password.",
      SECOND_FACTOR_REQUIRED: "Enter a code from your authenticator app, or a spare code.",
      SECOND_FACTOR_INCORRECT: "Wrong code, or already used. Wait for the next one, or use a spare code.",
      NO_SECOND_FACTOR:
        "You would have nothing left to confirm a login with. Set up an authenticator app first, or turn off the second factor.",
      PASSKEY_INCORRECT:
        "This passkey can't be used here, or it took too long. Try again, or log in with your password.",
      PASSKEYS_UNAVAILABLE: "Passkeys need a server with a name. They don't work at this address.",
      PASSPHRASE_REQUIRED: "Unlock the vault to do this.",
      PASSPHRASE_INCORRECT: "Wrong passphrase. Check capital letters and spaces.",
      RECOVERY_CODE_INCORRECT: "Wrong recovery code. Check it character by character.",
      TOO_MANY_TRIES: "Too many failed attempts.",
      BUSY: "The server is busy.",
      OUTCOME_UNKNOWN: "It may have been saved. Reload to see.",
      REQUEST_KEY_USED: "An earlier attempt was saved, without your latest changes. Reload to see it.",
      REGISTRATION_CLOSED: "Registration is closed. Ask the administrator for an account.",
      LINK_UNUSABLE:
        "This link can't be used: it was used already, is older than 24 hours, was revoked, or isn't whole. Ask the administrator for a new one.",
      NOT_ADMINISTRATOR: "Only administrators may do this.",
      LAST_ADMINISTRATOR: "This is the only administrator. Make someone else an administrator first.",
      NO_BACKUP_PLAN: "The server doesn't know where to put a backup.",
      BACKUP_FAILED: "The backup failed. The server's log says why.",
      USERNAME_TAKEN: "This username is taken. Choose another one.",
      ROLE_INSUFFICIENT: "Your role in this vault doesn't allow this. Ask one of its managers.",
      NOT_FOUND: "This no longer exists. Reload the page.",
      UNKNOWN_CATEGORY: "This category no longer exists. Choose another one.",
      CATEGORY_IN_ITSELF:
        "You can't move a category into itself or one of its subcategories. Choose another place.",
      CATEGORY_TOO_DEEP: `Categories can be nested up to ${LIMITS.categoryLevels} levels deep, counting those in the trash. Choose a place further up.`,
      CONFLICT: "This was changed elsewhere. Reload it, then make your change again.",
      CLIENT_OUTDATED:
        "This page and the server have different versions, so nothing was saved. Copy your changes, then reload the page.",
      QUOTA_EXCEEDED:
        "There isn't enough room for a file of this size. Remove other files, or ask the administrator.",
      ATTACHMENT_INCOMPLETE: "The file hasn't arrived completely. Send it again.",
      INVALID_INPUT: "Some fields aren't valid. Check them and try again.",
      RECORD_DAMAGED:
        "A record can't be decrypted. It is damaged or was changed outside the app. Nothing was overwritten.",
      RECORD_UNSUPPORTED:
        "This version of the server can't read a record. It may come from a newer version. Nothing was overwritten. Ask the administrator to update the server.",
      STORAGE_FULL:
        "The server's disk is full, so nothing was saved. You can still read items, move them to the trash and empty it. Ask the administrator to free some space.",
      STORAGE_READ_ONLY:
        "The server can't write to its disk, so nothing was saved. You can still read your items. Ask the administrator to check the disk.",
      STORAGE_FAILING:
        "The server's disk reports an error. Ask the administrator to make a backup and to check the disk.",
      STORAGE_DAMAGED: "The server's database is damaged. Ask the administrator to restore a backup.",
      STORAGE_UNREACHABLE:
        "The server can't reach its database, so nothing was saved. Try again in a few seconds.",
      STORAGE_MISSING:
        "The server's database isn't in its folder any more, so nothing was saved. Contact the administrator.",
      STORAGE_BUSY: "Another process is using the server's database.",
      STORAGE_TOO_MANY_FILES: "The server has too many files or connections open.",
      INTERNAL:
        "Something went wrong on the server. Nothing was changed. The administrator can find the cause in the log.",
    } satisfies Record<VaultErrorCode | "INTERNAL", string>,
  },
  strength: {
    sentence: (score: number, span: string) =>
      `${["Very weak", "Weak", "Fair", "Good", "Strong"][score] ?? ""}: guessing it from a stolen hash takes ${span}.`,
    tooEasy:
      "Too easy to guess: an attacker could find it through the login within a year. Choose a longer one, such as four unrelated words.",
    /** The estimator's advice, one of a fixed set of English sentences. */
    advice: (english: string) => english,
  },
};
