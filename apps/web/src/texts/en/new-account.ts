/** A first account, its recovery code, and recovery with it. Nothing of it is in the first load. */
export const newAccount = {
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
  recover: {
    title: "Set a new passphrase",
    text: "Your recovery code unlocks the vault once. You then get a new code. You can't recover a forgotten password this way.",
    button: "Set passphrase",
    back: "Back to login",
  },
};
