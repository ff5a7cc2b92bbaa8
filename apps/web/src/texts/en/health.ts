import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The health of the passwords. */
export const health = {
  health: {
    title: "Health",
    text: "How well your passwords hold. They are judged on your server, and none of them leaves it for this page.",
    loading: "Looking at your vault",
    judging: (judged: string, all: string) => `Judging passwords: ${judged} of ${all}`,
    empty: {
      title: "No passwords yet",
      text: "When your vault holds passwords, this page says which of them to change first.",
    },
    failed: { title: "This couldn't be looked at" },
    outdated: "What you see may be out of date.",
    damaged: (count: number) =>
      `${many(count, "item doesn't", "items don't")} open, so nothing can be said about ${count === 1 ? "it" : "them"}.`,
    perfect: {
      title: "Nothing to do",
      text: "No password is weak, reused or old, and every address is safe.",
    },
    score: {
      title: "Score",
      of: "of 100",
      pending: "Not known yet",
      sentence: (score: number) => `Score: ${score} of 100`,
      grades: { good: "Very good", fair: "Good, with something to do", poor: "Needs work", bad: "In danger" },
    },
    how: {
      title: "How the score is counted",
      start: "Each item with a password starts with 100 points and loses, down to none:",
      guessable: (points: number) => `${points} for a very weak or weak password`,
      weak: (points: number) => `${points} for a fair password`,
      reused: (points: number) => `${points} for a password that another item has, too`,
      old: (points: number) => `${points} for an old password`,
      insecure: (points: number) => `${points} for an address without https`,
      codeMissing: (points: number) => `${points} for a one-time code that is missing`,
      end: "The score is the average of all of them, rounded down: 100 means that nothing is left to do.",
    },
    soFar: "so far",
    notYet: "not known yet",
    numbers: "What there is to do",
    kinds: {
      weak: {
        name: "Weak",
        text: "Quickly guessed by a machine. Change these first, with the generator.",
      },
      reused: {
        name: "Reused",
        text: "If one of these sites loses it, all of them are open. Give each a password of its own.",
      },
      old: {
        name: "Old",
        text: "Not changed for a long time. A leak may have passed unnoticed since.",
      },
      insecure: {
        name: "Without https",
        text: "The address begins with http://, so the password crosses the network in clear text. Try the address with https://.",
      },
      code: {
        name: "Code missing",
        text: "These sites are known to offer one-time codes. Turn them on there, and keep the code with the item.",
      },
      "code-unknown": {
        name: "Code not known",
        text: "Log-ins without a one-time code, at sites of which this app doesn't know whether they offer any. Worth a look.",
      },
    },
    codeNote: "Which sites offer codes comes from a short list in the app. Nothing is asked of anybody.",
    none: "None",
    oldAfter: "A password is old after",
    ages: (months: number) =>
      months === 0
        ? "never"
        : months % 12 === 0
          ? many(months / 12, "year", "years")
          : many(months, "month", "months"),
    strength: {
      title: "Strength",
      text: "How many passwords are how hard to guess.",
      pending: "How many passwords are how hard to guess, of those judged so far.",
      levels: ["Very weak", "Weak", "Fair", "Good", "Strong"],
      column: "Strength",
    },
    age: {
      title: "Age",
      text: "In which year passwords were last changed.",
      before: (year: number) => `Before ${year}`,
      short: (year: number) => `<${year}`,
      column: "Last changed",
      unknown: "Not known",
    },
    asTable: "As a table",
    items: "Items",
    bar: (name: string, count: number) => `${name}: ${many(count, "item", "items")}`,
    list: {
      back: "All of health",
      strength: (level: string) => `Strength: ${level}`,
      year: (year: number) => `Last changed in ${year}`,
      before: (year: number) => `Last changed before ${year}`,
      count: (count: number) => many(count, "item", "items"),
      soFar: (count: number) => `${many(count, "item", "items")} so far…`,
      none: { title: "Nothing here", text: "No item belongs to this number any more." },
      shared: (count: number) => `The same password in ${many(count, "item", "items")}`,
      changed: (when: string) => `changed ${when}`,
      change: "Change it",
      more: (count: number) => `Show ${count} more`,
    },
  },
};
