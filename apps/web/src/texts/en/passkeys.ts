/** Passkeys. Nothing of it is in the first load. */
export const passkeys = {
  title: "Passkeys",
  none: "Log in with your fingerprint, face or PIN instead of a typed password. A passkey can also be your second factor.",
  add: "Add a passkey…",
  obstacle: {
    browser: "This browser doesn't support passkeys.",
    address: "Passkeys need a name, but this page was opened by its IP address.",
    open: (name: string) => `Open ${name}`,
  },
  refused: {
    cancelled:
      "No passkey was used. You cancelled, it took too long, or there is none for this account here.",
    known: "This device or security key already has a passkey for your account.",
    name: "Passkeys don't work at this address.",
    unsuitable:
      "This device or security key can't be used for this. It may have no PIN, fingerprint or face set up.",
  },
  facts: {
    opens: "Logs in and unlocks the vault",
    "log-in": "Logs in",
    "second-factor": "Second factor only",
    synced: "synced",
    elsewhere: (host: string) => `for ${host}`,
    made: (when: string) => `created ${when}`,
    used: (when: string) => `last used ${when}`,
    unused: "not used yet",
    damaged: "Damaged name",
  },
  actions: (name: string) => `Actions for ${name}`,
  newOne: {
    title: "Add a passkey",
    explain: "This ends all other sessions.",
    use: "Use it",
    uses: {
      "log-in": "To log in",
      "second-factor": "As a second factor",
    },
    useHints: {
      "log-in":
        "In place of username, password and code. Your device asks for your fingerprint, face or PIN.",
      "second-factor":
        "After your password, in place of a code. Suits security keys that have no PIN, too. Turn on “Ask for a code” to use it.",
    },
    begin: "Continue",
    named: "Name your passkey",
    name: "Name",
    nameHint: "So that you recognise it in the list.",
    suggestion: "Passkey",
    unlocks: "Unlock the vault with it, too",
    unlocksHint:
      "Then you don't need your passphrase. Anyone who can use this passkey can open your vault, and so can anyone with access to the account that syncs it.",
    cantUnlock: "This passkey can't unlock the vault. You will be asked for your passphrase.",
    save: "Save",
    done: "Passkey added. All other sessions ended.",
  },
  changes: {
    rename: {
      open: "Rename…",
      title: "Rename passkey",
      explain: "",
      button: "Rename",
      done: "Passkey renamed.",
    },
    remove: {
      open: "Remove…",
      title: "Remove passkey",
      explain:
        "It no longer works here. All other sessions end, and this one too if you logged in with it. Delete it in the device or password manager that keeps it, too.",
      button: "Remove passkey",
      done: "Passkey removed.",
    },
    "unlock-on": {
      open: "Unlock the vault with it…",
      title: "Unlock the vault with this passkey",
      explain:
        "Then you don't need your passphrase. Anyone who can use this passkey can open your vault, and so can anyone with access to the account that syncs it.",
      button: "Continue",
      done: "This passkey now unlocks your vault.",
    },
    "unlock-off": {
      open: "Don't unlock the vault with it…",
      title: "Stop unlocking the vault with this passkey",
      explain: "It still logs you in. You then enter your passphrase.",
      button: "Stop",
      done: "This passkey no longer unlocks your vault.",
    },
  },
  cantCompute:
    "This passkey can't unlock a vault: the device, security key or browser doesn't support it. Your passphrase still works.",
  unlock: "Unlock with a passkey",
  gone: "This passkey no longer unlocks the vault. Enter your passphrase.",
  waitsFor: {
    passphrase:
      "Your unsaved changes are encrypted with your passphrase. To continue editing, lock the vault and unlock it with the passphrase.",
    passkey:
      "Your unsaved changes are encrypted with a passkey. To continue editing, lock the vault and unlock it with that passkey.",
  },
};
