import type { newAccount as english } from "../en/new-account.ts";
import type { Translation } from "../translation.ts";

/** A first account, its recovery code, and recovery with it. */
export const newAccount: Translation<typeof english> = {
  firstAccount: {
    title: "Tresor erstellen",
    titleNext: "Konto erstellen",
    why: "Warum zwei Geheimnisse?",
    passwordIs: "Damit meldest du dich an. Der Server prüft es.",
    passphraseIs: "Verschlüsselt alles, was du speicherst. Der Server bewahrt sie nicht auf.",
    passphraseHint: "Nimm 4 oder mehr zufällige Wörter. Niemand kann sie für dich zurücksetzen.",
    repeat: "Passphrase wiederholen",
    button: "Tresor erstellen",
    making: "Tresor wird erstellt…",
    have: "Ich habe schon ein Konto",
    wrong: {
      username: "Wähle einen Benutzernamen.",
      invisible: "Der Benutzername enthält ein unsichtbares Zeichen. Tippe ihn, statt ihn einzufügen.",
      mixedScripts:
        "Der Benutzername mischt Buchstaben verschiedener Schriften, die gleich aussehen. Verwende eine Schrift.",
      password: (shortest) => `Ein Passwort braucht mindestens ${shortest} Zeichen.`,
      passphrase: (shortest) => `Eine Passphrase braucht mindestens ${shortest} Zeichen.`,
      same: "Passphrase und Passwort müssen verschieden sein: Eins ist für die Tür, das andere für das, was drinnen ist.",
      repeated: "Die Passphrasen stimmen nicht überein.",
    },
  },
  recoveryCode: {
    title: "Wiederherstellungscode sichern",
    text: "Wenn du deine Passphrase vergisst, kommst du nur mit diesem Code und deinem Passwort wieder hinein. Der Code wird nur einmal gezeigt.",
    of: (username) => `Wiederherstellungscode für ${username}`,
    print: "Drucken",
    download: "Herunterladen",
    keep: "Bewahre ihn auf Papier auf, nicht bei diesem Computer. Zusammen mit deinem Passwort entsperrt er den Tresor.",
    server: "Server",
    madeAt: "Erstellt",
    purpose:
      "Wenn du deine Passphrase vergisst, kannst du mit diesem Code und deinem Passwort eine neue festlegen: Wähle beim Anmelden „Passphrase vergessen?“. Der Code gilt einmal. Ein neuerer ersetzt ihn. Bewahre dieses Blatt nicht beim Computer auf.",
    check: (first, second) => `Gib zur Bestätigung die Gruppen ${first} und ${second} ein`,
    checkHint: "Oder füge den ganzen Code ein.",
    wrong: "Diese Gruppen passen nicht zum Code. Prüfe deine Kopie.",
    skip: "Ohne Sichern fortfahren",
    skipText:
      "Ohne den Code verlierst du alles im Tresor, wenn du die Passphrase vergisst. Einen neuen Code kannst du später unter Konto erstellen.",
    skipSure: "Ohne Code fortfahren",
    kept: "Ich habe ihn gesichert",
  },
  recover: {
    title: "Neue Passphrase festlegen",
    text: "Dein Wiederherstellungscode entsperrt den Tresor einmal. Danach bekommst du einen neuen Code. Ein vergessenes Passwort lässt sich so nicht wiederherstellen.",
    button: "Passphrase festlegen",
    back: "Zurück zur Anmeldung",
  },
};
