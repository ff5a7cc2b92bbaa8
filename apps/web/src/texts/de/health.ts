import type { health as english } from "../en/health.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The password health report. Nothing of it is in the first load. */
export const health: Translation<typeof english> = {
  title: "Passwortsicherheit",
  text: "Wie stark deine Passwörter sind. Der Server prüft sie; diese Seite erhält sie nicht.",
  loading: "Tresor wird geprüft…",
  judging: (judged, all) => `Passwörter werden geprüft: ${judged} von ${all}`,
  empty: {
    title: "Noch keine Passwörter",
    text: "Sobald du Passwörter gespeichert hast, siehst du hier, welche du zuerst ändern solltest.",
  },
  failed: { title: "Prüfung fehlgeschlagen" },
  outdated: "Die Anzeige kann veraltet sein.",
  damaged: (count) =>
    `${many(count, "Eintrag lässt", "Einträge lassen")} sich nicht entschlüsseln und ${count === 1 ? "wurde" : "wurden"} nicht geprüft.`,
  perfect: {
    title: "Nichts zu tun",
    text: "Kein Passwort ist schwach, mehrfach verwendet oder alt, und keine Website ist unsicher.",
  },
  score: {
    title: "Punktzahl",
    of: "von 100",
    pending: "Wird geprüft…",
    sentence: (score) => `Punktzahl: ${score} von 100`,
    grades: {
      good: "Sehr gut",
      fair: "Gut",
      poor: "Verbesserungsbedürftig",
      bad: "Gefährdet",
    },
  },
  how: {
    title: "So wird die Punktzahl berechnet",
    start: "Jeder Eintrag mit Passwort beginnt mit 100 Punkten, Minimum ist 0. Abgezogen werden:",
    breached: (points) => `${points} für ein Passwort aus einem Datenleck`,
    guessable: (points) => `${points} für ein sehr schwaches oder schwaches Passwort`,
    weak: (points) => `${points} für ein mittelmäßiges Passwort`,
    reused: (points) => `${points} für ein Passwort, das auch ein anderer Eintrag benutzt`,
    old: (points) => `${points} für ein altes Passwort`,
    insecure: (points) => `${points} für eine unsichere Website (HTTP)`,
    codeMissing: (points) => `${points} für einen fehlenden Einmalcode`,
    end: "Die Punktzahl ist der Durchschnitt aller Einträge, abgerundet. Bei 100 ist nichts mehr zu tun.",
  },
  soFar: "bisher",
  notYet: "wird geprüft…",
  numbers: "Zu tun",
  kinds: {
    breached: {
      name: "In Datenlecks",
      text: "Diese Passwörter stehen in veröffentlichten Listen gestohlener Passwörter, die Angreifer zuerst probieren. Ändere sie überall, wo du sie benutzt, vor allen anderen.",
    },
    weak: {
      name: "Schwach",
      text: "Leicht zu erraten. Ändere diese zuerst; der Generator hilft dabei.",
    },
    reused: {
      name: "Mehrfach verwendet",
      text: "Wird es bei einer Seite bekannt, sind alle gefährdet. Benutze für jede ein eigenes.",
    },
    old: {
      name: "Alt",
      text: "Seit Langem nicht geändert. Vielleicht sind sie unbemerkt bekannt geworden.",
    },
    insecure: {
      name: "Unsichere Websites",
      text: "Die Website beginnt mit http://, das Passwort wird also unverschlüsselt gesendet. Probiere https://.",
    },
    code: {
      name: "Kein Einmalcode",
      text: "Diese Websites bieten Einmalcodes an. Schalte sie dort ein und trage den Einrichtungsschlüssel beim Eintrag ein.",
    },
    "code-unknown": {
      name: "Einmalcode unbekannt",
      text: "Diese Einträge haben keinen Einmalcode, und die App weiß nicht, ob ihre Websites einen anbieten. Sieh dort nach.",
    },
    todo: {
      name: "Zu tun",
      text: "Alles, was gefunden wurde, das Schlimmste zuerst.",
      link: "Alles zeigen, das Schlimmste zuerst",
    },
  },
  breaches: {
    none: "Passwörter aus Datenlecks werden nicht erkannt, weil dieser Server keine Liste davon hat. Die Administration kann sie mit opp pwned index hinzufügen.",
    ready: "Passwörter aus Datenlecks stehen in einer Liste auf dem Server. Online wird nichts abgefragt.",
    failed:
      "Passwörter aus Datenlecks wurden nicht gesucht, weil der Server seine Liste davon nicht lesen kann. Die Administration findet den Grund mit opp doctor.",
    unchecked: (count) =>
      `${many(count, "Passwort konnte", "Passwörter konnten")} nicht in der Liste der Datenlecks gesucht werden.`,
  },
  codeNote: "Die Liste der Websites mit Einmalcodes ist eingebaut. Online wird nichts abgefragt.",
  none: "Keine",
  oldAfter: "Ein Passwort ist alt nach",
  ages: (months) =>
    months === 0
      ? "nie"
      : months % 12 === 0
        ? many(months / 12, "Jahr", "Jahren")
        : many(months, "Monat", "Monaten"),
  strength: {
    title: "Stärke",
    text: "Passwörter nach Stärke.",
    pending: "Passwörter nach Stärke, soweit sie schon geprüft sind.",
    levels: ["Sehr schwach", "Schwach", "Mittel", "Gut", "Stark"],
    column: "Stärke",
  },
  age: {
    title: "Alter",
    text: "Passwörter nach Jahr der letzten Änderung.",
    before: (year) => `Vor ${year}`,
    short: (year) => `<${year}`,
    column: "Zuletzt geändert",
    unknown: "Unbekannt",
  },
  asTable: "Als Tabelle zeigen",
  trend: {
    title: "Punktzahl im Lauf der Zeit",
    none: "Deine Punktzahl wird einmal am Tag verschlüsselt gespeichert. Ab dem zweiten Tag zeigt eine Linie, wie sie sich ändert.",
    since: (day, before, now) => `Seit ${day}: von ${before} auf ${now}.`,
    day: "Tag",
  },
  items: "Einträge",
  bar: (name, count) => `${name}: ${many(count, "Eintrag", "Einträge")}`,
  queue: {
    position: (at, all) => `${at} von ${all}`,
    open: (place) => `${place} öffnen`,
    stop: "Beenden",
    skip: "Überspringen",
    save: "Speichern und weiter",
    done: "Das war der letzte.",
    counts: (changed, skipped) =>
      skipped === 0
        ? `${many(changed, "Eintrag", "Einträge")} geändert.`
        : `${many(changed, "Eintrag", "Einträge")} geändert, ${skipped} übersprungen.`,
    rescoring: "Die neue Punktzahl wird ermittelt…",
    score: (before, after) =>
      before === after
        ? `Die Punktzahl ist weiterhin ${after} von 100.`
        : `Punktzahl: ${before} → ${after} von 100.`,
  },
  duplicates: {
    title: "Dubletten",
    find: "Dubletten suchen",
    text: "Einträge mit derselben Website und demselben Benutzernamen, oder die auf andere Weise gleich sind. Beim Zusammenführen geht nichts verloren, und du kannst es rückgängig machen.",
    count: (count) => many(count, "Gruppe", "Gruppen"),
    none: { title: "Keine Dubletten", text: "Kein Eintrag ist doppelt vorhanden." },
    group: (count) => `${many(count, "Eintrag", "Einträge")}:`,
    changed: (when) => `geändert ${when}`,
    merge: "Zusammenführen",
    dialog: "Einträge zusammenführen",
    which: "Welcher Eintrag bleibt?",
    include: (name) => `${name} zusammenführen`,
    mergeNow: (count) => `${many(count, "Eintrag", "Einträge")} zusammenführen`,
    overLimit:
      "Zusammen hätten die Einträge mehr, als ein Eintrag fasst. Lass einen weg oder kürze zuerst einen.",
    field: "Feld",
    result: "Ergebnis",
    stays: "vom Eintrag, der bleibt",
    united: "zusammengesetzt",
    from: (name) => `von ${name}`,
    numbered: (name, at) => `${name} (${at})`,
    asVersions: (count) =>
      `${many(count, "Eintrag hat", "Einträge haben")} dort etwas anderes. Es bleibt im Verlauf des Ergebnisses erhalten.`,
    versions: (count) => `Der Verlauf des Ergebnisses erhält ${many(count, "Version", "Versionen")}.`,
    olderPasswords: (count) =>
      `${many(count, "älteres Passwort kommt", "ältere Passwörter kommen")} in ein verborgenes eigenes Feld, weil der Verlauf voll ist.`,
    files: (count) => `${many(count, "Datei zieht", "Dateien ziehen")} zum Ergebnis um.`,
    trashed: "Die anderen Einträge kommen in den Papierkorb.",
    merged: (name, count) => `${count} Einträge zu „${name}“ zusammengeführt`,
  },
  list: {
    back: "Zur Übersicht",
    strength: (level) => `Stärke: ${level}`,
    year: (year) => `Zuletzt ${year} geändert`,
    before: (year) => `Zuletzt vor ${year} geändert`,
    count: (count) => many(count, "Eintrag", "Einträge"),
    soFar: (count) => `Bis jetzt ${many(count, "Eintrag", "Einträge")}…`,
    none: { title: "Nichts hier", text: "Hier ist kein Eintrag mehr." },
    shared: (count) => `Dasselbe Passwort in ${many(count, "Eintrag", "Einträgen")}`,
    seen: (times) =>
      times < 10
        ? "in Datenlecks gefunden"
        : `mindestens ${many(times, "Mal", "Mal")} in Datenlecks gefunden`,
    changed: (when) => `geändert ${when}`,
    changeAll: "Nacheinander ändern",
    sharing: (count) => `${many(count, "Eintrag hat", "Einträge haben")} dasselbe Passwort`,
    change: "Ändern",
    more: (count) => `${count} weitere zeigen`,
  },
};
