import type { health as english } from "../en/health.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The health of the passwords. */
export const health: Translation<typeof english> = {
  health: {
    title: "Sicherheit",
    text: "Wie gut deine Passwörter halten. Beurteilt werden sie auf deinem Server, und keines verlässt ihn für diese Seite.",
    loading: "Dein Tresor wird angesehen",
    judging: (judged, all) => `Passwörter werden beurteilt: ${judged} von ${all}`,
    empty: {
      title: "Noch keine Passwörter",
      text: "Sobald dein Tresor Passwörter enthält, sagt diese Seite, welche du zuerst ändern solltest.",
    },
    failed: { title: "Das ließ sich nicht ansehen" },
    outdated: "Was du siehst, ist vielleicht nicht mehr aktuell.",
    damaged: (count) =>
      `${many(count, "Eintrag lässt", "Einträge lassen")} sich nicht öffnen, darum ist über ${count === 1 ? "ihn" : "sie"} nichts bekannt.`,
    perfect: {
      title: "Nichts zu tun",
      text: "Kein Passwort ist schwach, mehrfach verwendet oder alt, und jede Adresse ist sicher.",
    },
    score: {
      title: "Bewertung",
      of: "von 100",
      pending: "Noch nicht bekannt",
      sentence: (score) => `Bewertung: ${score} von 100`,
      grades: {
        good: "Sehr gut",
        fair: "Gut, mit etwas zu tun",
        poor: "Verbesserungsbedürftig",
        bad: "Gefährdet",
      },
    },
    how: {
      title: "So wird bewertet",
      start: "Jeder Eintrag mit Passwort beginnt mit 100 Punkten und verliert, bis keiner mehr da ist:",
      guessable: (points) => `${points} für ein sehr schwaches oder schwaches Passwort`,
      weak: (points) => `${points} für ein mittelmäßiges Passwort`,
      reused: (points) => `${points} für ein Passwort, das ein anderer Eintrag auch hat`,
      old: (points) => `${points} für ein altes Passwort`,
      insecure: (points) => `${points} für eine Adresse ohne https`,
      codeMissing: (points) => `${points} für einen fehlenden Einmalcode`,
      end: "Die Bewertung ist der Durchschnitt von allen, abgerundet: Bei 100 ist nichts mehr zu tun.",
    },
    soFar: "bisher",
    notYet: "noch nicht bekannt",
    numbers: "Was zu tun ist",
    kinds: {
      weak: {
        name: "Schwach",
        text: "Von einer Maschine schnell erraten. Ändere diese zuerst, mit dem Generator.",
      },
      reused: {
        name: "Mehrfach verwendet",
        text: "Verliert eine dieser Seiten das Passwort, stehen alle offen. Gib jeder ein eigenes.",
      },
      old: {
        name: "Alt",
        text: "Seit langem nicht geändert. Seither kann es unbemerkt bekannt geworden sein.",
      },
      insecure: {
        name: "Ohne https",
        text: "Die Adresse beginnt mit http://, also geht das Passwort im Klartext durchs Netz. Probier die Adresse mit https://.",
      },
      code: {
        name: "Code fehlt",
        text: "Diese Seiten bieten bekanntlich Einmalcodes an. Schalte sie dort ein, und bewahre den Code beim Eintrag auf.",
      },
      "code-unknown": {
        name: "Code unbekannt",
        text: "Zugänge ohne Einmalcode, bei denen die App nicht weiß, ob die Seite einen anbietet. Einen Blick wert.",
      },
    },
    codeNote:
      "Welche Seiten Codes anbieten, steht in einer kurzen Liste in der App. Niemand wird danach gefragt.",
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
      text: "Wie viele Passwörter wie schwer zu erraten sind.",
      pending: "Wie viele Passwörter wie schwer zu erraten sind, soweit schon beurteilt.",
      levels: ["Sehr schwach", "Schwach", "Mittel", "Gut", "Stark"],
      column: "Stärke",
    },
    age: {
      title: "Alter",
      text: "In welchem Jahr Passwörter zuletzt geändert wurden.",
      before: (year) => `Vor ${year}`,
      short: (year) => `<${year}`,
      column: "Zuletzt geändert",
      unknown: "Nicht bekannt",
    },
    asTable: "Als Tabelle",
    items: "Einträge",
    bar: (name, count) => `${name}: ${many(count, "Eintrag", "Einträge")}`,
    list: {
      back: "Zur Übersicht",
      strength: (level) => `Stärke: ${level}`,
      year: (year) => `Zuletzt ${year} geändert`,
      before: (year) => `Zuletzt vor ${year} geändert`,
      count: (count) => many(count, "Eintrag", "Einträge"),
      soFar: (count) => `Bis jetzt ${many(count, "Eintrag", "Einträge")}…`,
      none: { title: "Nichts hier", text: "Zu dieser Zahl gehört kein Eintrag mehr." },
      shared: (count) => `Dasselbe Passwort in ${many(count, "Eintrag", "Einträgen")}`,
      changed: (when) => `geändert ${when}`,
      change: "Ändern",
      more: (count) => `${count} weitere zeigen`,
    },
  },
};
