import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The password health report. Nothing of it is in the first load. */
export const health = {
  title: "Password health",
  text: "How strong your passwords are. The server checks them; this page doesn't receive them.",
  loading: "Checking your vault…",
  judging: (judged: string, all: string) => `Checking passwords: ${judged} of ${all}`,
  empty: {
    title: "No passwords yet",
    text: "Once you have added passwords, this page shows which ones to change first.",
  },
  failed: { title: "Check failed" },
  outdated: "This page may be out of date.",
  damaged: (count: number) =>
    `${many(count, "item", "items")} can't be decrypted and ${count === 1 ? "wasn't" : "weren't"} checked.`,
  perfect: {
    title: "Nothing to do",
    text: "No password is weak, reused or old, and no website is insecure.",
  },
  score: {
    title: "Score",
    of: "of 100",
    pending: "Checking…",
    sentence: (score: number) => `Score: ${score} of 100`,
    grades: { good: "Very good", fair: "Good", poor: "Needs work", bad: "At risk" },
  },
  how: {
    title: "How the score is calculated",
    start: "Each item with a password starts at 100 points and can't drop below 0. It loses:",
    breached: (points: number) => `${points} for a breached password`,
    guessable: (points: number) => `${points} for a very weak or weak password`,
    weak: (points: number) => `${points} for a fair password`,
    reused: (points: number) => `${points} for a password that is also used in another item`,
    old: (points: number) => `${points} for an old password`,
    insecure: (points: number) => `${points} for an insecure website (HTTP)`,
    codeMissing: (points: number) => `${points} for a missing one-time code`,
    end: "The score is the average of all items, rounded down. At 100 there is nothing left to do.",
  },
  soFar: "so far",
  notYet: "checking…",
  numbers: "To do",
  kinds: {
    breached: {
      name: "Breached",
      text: "These passwords are in published lists of stolen passwords, which attackers try first. Change them everywhere you use them, before all others.",
    },
    weak: {
      name: "Weak",
      text: "Easy to guess. Change these first; the generator helps.",
    },
    reused: {
      name: "Reused",
      text: "If one site leaks it, all of them are at risk. Use a different password for each.",
    },
    old: {
      name: "Old",
      text: "Not changed for a long time. They may have leaked unnoticed.",
    },
    insecure: {
      name: "Insecure websites",
      text: "The website starts with http://, so the password is sent unencrypted. Try https:// instead.",
    },
    code: {
      name: "No one-time code",
      text: "These websites offer one-time codes. Turn them on there, then add the setup key to the item.",
    },
    "code-unknown": {
      name: "One-time code unknown",
      text: "These items have no one-time code, and the app doesn't know whether their websites offer one. Check there.",
    },
    todo: {
      name: "To do",
      text: "Everything that was found, worst first.",
      link: "Show everything to do, worst first",
    },
  },
  breaches: {
    none: "Breached passwords aren't checked, because this server has no list of them. The administrator can add one with opp pwned index.",
    ready: "Breached passwords are looked up in a list on the server. Nothing is looked up online.",
    failed:
      "Breached passwords weren't checked, because the server can't read its list of them. The administrator can find out why with opp doctor.",
    unchecked: (count: number) =>
      `${many(count, "password", "passwords")} couldn't be looked up in the list of breached passwords.`,
  },
  codeNote: "The list of sites with one-time codes is built in. Nothing is looked up online.",
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
    text: "Passwords by strength.",
    pending: "Passwords by strength, as far as they have been checked.",
    levels: ["Very weak", "Weak", "Fair", "Good", "Strong"],
    column: "Strength",
  },
  age: {
    title: "Age",
    text: "Passwords by year of last change.",
    before: (year: number) => `Before ${year}`,
    short: (year: number) => `<${year}`,
    column: "Last changed",
    unknown: "Unknown",
  },
  asTable: "Show as a table",
  trend: {
    title: "Score over time",
    none: "Your score is kept once a day, encrypted. From the second day on, a line shows how it changes.",
    since: (day: string, before: number, now: number) => `Since ${day}: from ${before} to ${now}.`,
    day: "Day",
  },
  items: "Items",
  bar: (name: string, count: number) => `${name}: ${many(count, "item", "items")}`,
  queue: {
    position: (at: string, all: string) => `${at} of ${all}`,
    open: (place: string) => `Open ${place}`,
    stop: "Stop",
    skip: "Skip",
    save: "Save and next",
    done: "That was the last one.",
    counts: (changed: number, skipped: number) =>
      skipped === 0
        ? `${many(changed, "item", "items")} changed.`
        : `${many(changed, "item", "items")} changed, ${skipped} skipped.`,
    rescoring: "Checking the new score…",
    score: (before: number, after: number) =>
      before === after ? `The score is still ${after} of 100.` : `Score: ${before} → ${after} of 100.`,
  },
  duplicates: {
    title: "Duplicates",
    find: "Find duplicates",
    text: "Items with the same website and username, or that are the same in another way. Merging them loses nothing, and can be undone.",
    count: (count: number) => many(count, "group", "groups"),
    none: { title: "No duplicates", text: "No item is here twice." },
    group: (count: number) => `${many(count, "item", "items")}:`,
    changed: (when: string) => `changed ${when}`,
    merge: "Merge",
    dialog: "Merge items",
    which: "Which item stays?",
    include: (name: string) => `Merge ${name}`,
    mergeNow: (count: number) => `Merge ${many(count, "item", "items")}`,
    overLimit:
      "Together, the items would have more than one item can hold. Leave one out, or shorten one first.",
    field: "Field",
    result: "Merged item",
    stays: "from the item that stays",
    united: "put together",
    from: (name: string) => `from ${name}`,
    numbered: (name: string, at: number) => `${name} (${at})`,
    asVersions: (count: number) =>
      `${many(count, "item has", "items have")} something else there. It is kept in the history of the merged item.`,
    versions: (count: number) => `The merged item's history gets ${many(count, "version", "versions")}.`,
    olderPasswords: (count: number) =>
      `${many(count, "older password goes", "older passwords go")} into a hidden custom field, since the history is full.`,
    files: (count: number) => `${many(count, "file moves", "files move")} to the merged item.`,
    trashed: "The other items go to the trash.",
    merged: (name: string, count: number) => `${count} items merged into “${name}”`,
  },
  list: {
    back: "Back to password health",
    strength: (level: string) => `Strength: ${level}`,
    year: (year: number) => `Last changed in ${year}`,
    before: (year: number) => `Last changed before ${year}`,
    count: (count: number) => many(count, "item", "items"),
    soFar: (count: number) => `${many(count, "item", "items")} so far…`,
    none: { title: "Nothing here", text: "No items are left here." },
    shared: (count: number) => `The same password in ${many(count, "item", "items")}`,
    seen: (times: number) =>
      times < 10 ? "seen in data breaches" : `seen at least ${many(times, "time", "times")} in data breaches`,
    changed: (when: string) => `changed ${when}`,
    changeAll: "Change one by one",
    sharing: (count: number) => `${many(count, "item shares", "items share")} one password`,
    change: "Change",
    more: (count: number) => `Show ${count} more`,
  },
};
