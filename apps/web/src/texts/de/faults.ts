import type { faults as english } from "../en/faults.ts";
import type { Translation } from "../translation.ts";

/** What the app says when no answer of the server came, or one would be of no use. */
export const faults: Translation<typeof english> = {
  faults: {
    OFFLINE: {
      title: "Dieses Gerät ist offline",
      text: "Verbinde es mit dem Netz und versuche es noch einmal.",
    },
    UNREACHABLE: {
      title: "Der Server ist nicht erreichbar",
      text: "Prüfe die Verbindung und ob der Server läuft, und versuche es noch einmal.",
    },
    TIMEOUT: {
      title: "Der Server hat nicht rechtzeitig geantwortet",
      text: "Falls du gerade gespeichert hast, prüfe zuerst, ob die Änderung schon da ist.",
    },
    SERVER_DOWN: {
      title: "Der Server ist gestört",
      text: "Ein Proxy antwortet, aber der Server dahinter nicht. Versuche es gleich noch einmal oder wende dich an die Administration.",
    },
    NOT_OURS: {
      title: "Etwas anderes als OpenPassPhrase hat geantwortet",
      text: "Vielleicht ist ein Proxy oder die Anmeldeseite eines Netzes dazwischen. Melde dich dort an oder verlasse das Netz und lade die Seite neu.",
    },
    BLOCKED: {
      title: "Der Server ist nicht erreichbar: Die Anfragen der App sind blockiert",
      text: "Der Server antwortet, aber der Browser, eine Erweiterung oder ein Filter hält die Anfragen der App auf. Erlaube sie für diese Website und versuche es noch einmal.",
    },
    STORAGE_BLOCKED: {
      title: "Der Browser blockiert Cookies und Websitedaten für diese Seite",
      text: "Ohne sie kann dich die App nicht angemeldet halten, deshalb wurde nichts gesendet. Erlaube sie für diese Website in den Einstellungen des Browsers und lade die Seite neu.",
    },
    UNKNOWN: {
      title: "Etwas ist schiefgelaufen",
      text: "Versuche es noch einmal. Hilft das nicht, lade die Seite neu.",
    },
  },
  partFailed: {
    title: "Dieser Teil der App ließ sich nicht laden",
    text: "Der Server ist nicht erreichbar oder hat eine neue Version. Versuche es noch einmal oder lade die Seite neu.",
  },
  outdatedData: (problem) => `${problem}. Die Anzeige kann veraltet sein.`,
  slow: "Der Server hat noch nicht geantwortet. Die App wartet weiter.",
};
