import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** An item's earlier versions. Nothing of it is in the first load. */
export const historyScreen = {
  secrets: "Secrets",
  now: "Current",
  before: "Before",
  after: "After",
  written: (when: string) => `Saved ${when}`,
  writtenFrom: (when: string, device: string) => `Saved ${when} on ${device}`,
  compare: "Compare with current",
  sinceThen: "Compared with the current version",
  asNow: "Same as the current version.",
  none: "No earlier versions. Each change keeps the previous version here.",
  until: (when: string) => `Until ${when}`,
  restore: "Restore",
  restored: "Version restored.",
  restoredOf: (name: string) => `Earlier version of “${name}” restored.`,
  same: "No visible differences.",
  forget: "Delete history",
  forgetSure: (count: number) => `Delete ${many(count, "version", "versions")}`,
  forgotten: "History deleted.",
};
