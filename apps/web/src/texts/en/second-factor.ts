import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The second factor. Nothing of it is in the first load. */
export const secondFactor = {
  title: "Second factor",
  code: {
    totp: "Code from your authenticator app",
    spare: "Spare code",
    passkey: "Your passkey or security key",
    usePasskey: "Use it now",
    passkeyRefused: "This passkey wasn't accepted. Try again, or use another way.",
    instead: {
      totp: "Use the authenticator app",
      spare: "Use a spare code",
      passkey: "Use a passkey or security key",
    },
    used: "That code has been used. Enter the next one.",
    refused: {
      totp: "Wrong code, or already used. Wait for the next one, or use a spare code.",
      spare: "Wrong spare code, or already used.",
    },
    unreadable: {
      totp: "This code has 6 digits.",
      spare: "A spare code has 12 letters and digits.",
    },
  },
  app: {
    title: "Authenticator app",
    none: "Creates a new code every 30 seconds. With a second factor, a stolen password alone doesn't log anyone in.",
    setUp: "Set up…",
    made: (when: string) => `Set up ${when}`,
    used: (when: string) => `last used ${when}`,
    unused: "not used yet",
    replace: "Replace…",
    remove: "Remove…",
  },
  required: {
    title: "Ask for a code",
    on: "On. Logging in needs a code or a passkey. Changing your account does too, if your last one is more than 10 minutes old.",
    off: "Off. Your password and passphrase are enough to log in.",
    turnOn: "Turn on…",
    turnOff: "Turn off…",
  },
  spareCodes: {
    title: "Spare codes",
    text: (left: number) => `${many(left, "code", "codes")} left. For when you don't have your app with you.`,
    renew: "Create new codes…",
    shown: "Save your spare codes",
    shownText:
      "If you lose your authenticator app, log in with one of these codes. Each works once. They are shown only now.",
    of: (username: string) => `Spare codes for ${username}`,
    purpose:
      "If you don't have your authenticator app, choose “Use a spare code” when you log in. Each code works once. Newer codes replace them. Keep this sheet away from your computer.",
    keep: "Keep them on paper, away from this vault. They confirm a login; they don't unlock the vault.",
    kept: "I have them",
    ask: "Ask for a code when I log in",
  },
  setUp: {
    title: "Set up an authenticator app",
    explain: "Setting up an app ends all other sessions.",
    begin: "Continue",
    scan: "Scan the QR code with your authenticator app, or enter the setup key there.",
    qr: "QR code for your authenticator app",
    key: "Setup key",
    open: "Open in an app on this device",
    notHere:
      "Don't save it in this vault: when you are locked out, the code would be inside. Use an app on another device.",
    code: "Code that the app shows now",
    confirm: "Confirm",
    wrong:
      "The app shows another code now, or its setup key is different. Check that this device's and the phone's clocks are right.",
    tookTooLong: "This took longer than 15 minutes. Close this dialog and start again.",
    done: "Authenticator app set up. All other sessions ended.",
  },
  changes: {
    on: {
      title: "Ask for a code",
      explain: "Each login then needs a code, a passkey or a spare code. This ends all other sessions.",
      button: "Turn on",
      done: "Your logins now need a code. All other sessions ended.",
    },
    off: {
      title: "Stop asking for a code",
      explain: "Your password and passphrase are then enough to log in. This ends all other sessions.",
      button: "Turn off",
      done: "Your logins no longer need a code. All other sessions ended.",
    },
    "remove-one": {
      title: "Remove the authenticator app",
      explain:
        "Codes of this app stop working. Your logins then need a passkey or a spare code. This ends all other sessions.",
      button: "Remove app",
      done: "Authenticator app removed. All other sessions ended.",
    },
    remove: {
      title: "Remove the authenticator app",
      explain:
        "Codes of this app stop working, and your logins no longer need one. This ends all other sessions.",
      button: "Remove app",
      done: "Authenticator app removed. All other sessions ended.",
    },
    "spare-codes": {
      title: "Create new spare codes",
      explain: "The old spare codes stop working immediately. This ends all other sessions.",
      button: "Create codes",
      done: "New spare codes created. The old ones no longer work.",
    },
  },
};
