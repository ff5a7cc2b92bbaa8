import type { session as english } from "../en/session.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** Log-in, the locked screen, recovery, a session's end. */
export const session: Translation<typeof english> = {
  firstAccount: {
    title: "Leg deinen Tresor an",
    titleNext: "Leg ein Konto an",
    why: "Wofür die zwei Geheimnisse da sind",
    passwordIs: "Bringt dich durch die Tür: Der Server prüft es, wenn du dich anmeldest.",
    passphraseIs:
      "Öffnet, was drinnen ist: Alles, was du ablegst, wird mit ihr versiegelt, und der Server behält sie nicht.",
    passphraseHint: "Vier oder mehr zufällige Wörter sind gut. Niemand kann sie für dich zurücksetzen.",
    repeat: "Passphrase noch einmal",
    button: "Tresor anlegen",
    making: "Der Tresor wird angelegt…",
    have: "Ich habe schon ein Konto",
    wrong: {
      username: "Wähle einen Benutzernamen.",
      password: (shortest) => `Ein Passwort braucht mindestens ${shortest} Zeichen.`,
      passphrase: (shortest) => `Eine Passphrase braucht mindestens ${shortest} Zeichen.`,
      same: "Passphrase und Passwort müssen verschieden sein: Eins ist für die Tür, das andere für das, was drinnen ist.",
      repeated: "Die beiden Passphrasen sind verschieden.",
    },
  },
  recoveryCode: {
    title: "Bewahr deinen Wiederherstellungscode auf",
    text: "Vergisst du die Passphrase, führen nur dieser Code und dein Passwort zurück. Er wird nur dieses eine Mal gezeigt.",
    of: (username) => `Wiederherstellungscode von ${username}`,
    print: "Drucken",
    download: "Herunterladen",
    keep: "Bewahr ihn auf Papier auf, fern von diesem Computer. Zusammen mit deinem Passwort öffnet er den Tresor.",
    server: "Server",
    madeAt: "Angelegt",
    purpose:
      "Wer die Passphrase vergisst, setzt mit diesem Code und dem Passwort eine neue: beim Anmelden, unter „Passphrase vergessen?“. Er gilt einmal, und ein neuerer Code ersetzt ihn. Bewahr dieses Blatt fern vom Computer auf.",
    check: (first, second) =>
      `Damit sicher ist, dass du ihn hast: Tipp seine Gruppen ${first} und ${second} ein`,
    checkHint: "Oder füg den ganzen Code von dort ein, wo du ihn aufbewahrst.",
    wrong: "Das sind nicht die Gruppen. Sieh auf deiner Kopie des Codes nach.",
    skip: "Weiter, ohne ihn aufzubewahren",
    skipText:
      "Ohne den Code ist bei vergessener Passphrase alles im Tresor verloren. Einen neuen Code kannst du später unter Konto anlegen.",
    skipSure: "Ich weiß, weiter ohne ihn",
    kept: "Ich habe ihn aufbewahrt",
  },
  logIn: {
    title: "Anmelden",
    restoreTitle: "Ein gelöschtes Konto zurückholen",
    ended: "Deine Sitzung ist zu Ende.",
    endedWithDraft:
      "Deine Sitzung ist zu Ende. Das Formular, das du gerade ausgefüllt hast, kommt nach dem Anmelden zurück.",
    passphraseHint: "Sie öffnet deinen Tresor und bleibt nur im Speicher dieses Tabs.",
    length: "Angemeldet bleiben für",
    lengthOther: "Eine andere Zeit…",
    lengthCount: "Wie viele",
    lengthUnit: "Einheit",
    lengthUnits: { minute: "Minuten", hour: "Stunden", day: "Tage" },
    lengthBounds: (shortest, longest) => `Von ${shortest} bis ${longest}.`,
    lengthOf: ({ count, unit }) => {
      const [one, other] = {
        second: ["Sekunde", "Sekunden"] as const,
        minute: ["Minute", "Minuten"] as const,
        hour: ["Stunde", "Stunden"] as const,
        day: ["Tag", "Tage"] as const,
      }[unit];
      return many(count, one, other);
    },
    button: "Anmelden",
    opening: "Der Tresor wird geöffnet…",
    forgotten: "Passphrase vergessen?",
    restore: "Konto gelöscht?",
    noRestore: "Zurück zum Anmelden",
    restoreButton: "Zurückholen und anmelden",
    register: "Konto anlegen",
    closed: "Dieser Server nimmt keine neuen Konten an. Brauchst du eins, frag, wer ihn betreibt.",
  },
  recover: {
    title: "Eine neue Passphrase setzen",
    text: "Dein Wiederherstellungscode öffnet den Tresor noch einmal. Danach bekommst du einen neuen Code. Ein vergessenes Passwort lässt sich so nicht wiederherstellen.",
    button: "Passphrase setzen",
    back: "Zurück zum Anmelden",
  },
  lock: {
    title: "Gesperrt",
    loggedInAs: (username) => `Angemeldet als ${username}`,
    text: "Deine Sitzung läuft weiter. Die Passphrase öffnet den Tresor wieder.",
    because: {
      idle: "Eine Weile ist nichts geschehen, darum wurde der Tresor gesperrt.",
      hidden: "Dieser Tab war nicht zu sehen, darum wurde der Tresor gesperrt.",
      sleep: "Der Computer hat geschlafen, darum wurde der Tresor gesperrt.",
    },
    draftLost:
      "Das Formular, das du gerade ausgefüllt hast, ließ sich nicht wieder öffnen: Die Passphrase wurde inzwischen geändert, und versiegelt war es mit der alten.",
    draftWaits:
      "Das Formular, das du gerade ausgefüllt hast, ist versiegelt aufbewahrt. Es kommt zurück, wenn du entsperrst.",
    button: "Entsperren",
    logOut: "Abmelden",
  },
  stay: {
    title: "Angemeldet bleiben?",
    text: (seconds) =>
      `Deine Sitzung endet in ${seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`}.`,
    nothingLost:
      "Endet sie, ist nichts von deiner Eingabe verloren: Sie kommt bei der nächsten Anmeldung in diesem Tab zurück.",
    button: "Angemeldet bleiben",
    later: "Enden lassen",
    done: "Du bleibst angemeldet.",
  },
};
